package cordon.sql

# METADATA
# title: The server's catalog is not written
# description: Refuses writes to system catalogs, among them UPDATE pg_settings, which is SET by another name.
# custom:
#   id: sql.catalog_write
#   hipaa: 45 CFR 164.312(c)(1), integrity - the database's own records are not altered by an agent.
deny contains {
	"rule": "sql.catalog_write",
	"message": "System catalogs are read, never written. Use SET for a setting.",
} if {
	some relation in statement.relations
	system_name(relation.name)
	"write" in relation.access
}
