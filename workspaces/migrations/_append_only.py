"""The audit log refuses, in the database itself, that an entry is changed or deleted."""

TABLE = "workspaces_auditentry"

SQLITE = {
    event: f"CREATE TRIGGER audit_no_{event.lower()} BEFORE {event} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END"
    for event in ("UPDATE", "DELETE")
}
POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the audit log is never changed'; END $$",
    f"CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON {TABLE} "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
)


def install(apps, editor):
    for statement in SQLITE.values() if editor.connection.vendor == "sqlite" else POSTGRESQL:
        editor.execute(statement)


def remove(apps, editor):
    if editor.connection.vendor == "sqlite":
        for event in SQLITE:
            editor.execute(f"DROP TRIGGER audit_no_{event.lower()}")
    else:
        editor.execute(f"DROP TRIGGER audit_no_change ON {TABLE}")
        editor.execute("DROP FUNCTION audit_refuse()")
