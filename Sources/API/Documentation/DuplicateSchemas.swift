extension Schemas {
    /// People who are registered twice, and what becomes of their records.
    static let merging: [String: String] = [
        "Duplicates": object(
            ["items"],
            [
                "items": list(object(["members"], ["members": list(uuid)]))
            ]),
        "DismissedDuplicate": asked(["one", "other"], ["one": uuid, "other": uuid]),
        "MergedMember": asked(["absorbed"], ["absorbed": uuid]),
        "Merge": object(
            ["id", "kept", "absorbed", "desk", "at", "undo_until", "undone_at"],
            [
                "id": uuid, "kept": uuid, "absorbed": uuid, "desk": uuid, "at": instant, "undo_until": instant,
                "undone_at": or(null: instant),
            ]),
        "MergePage": object(["items", "next"], ["items": list(ref("Merge")), "next": or(null: string)]),
        "OwnMerge": described([
            "as": oneOf(["kept", "absorbed"]), "desk": uuid, "at": instant, "undo_until": instant,
            "undone_at": or(null: instant),
        ]),
    ]
}
