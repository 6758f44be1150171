-- A service that logs in as bg_app looks before it starts whether the schema is the one that it knows. Where the database is
-- its own it looks as the owner; where others run it, it could not, and only an owner's login could serve.
GRANT USAGE ON SCHEMA public TO bg_app;
GRANT SELECT ON public.migration TO bg_app;
CREATE POLICY select_bg_app ON public.migration FOR SELECT TO bg_app USING (true);
