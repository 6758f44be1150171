print("braingain")
