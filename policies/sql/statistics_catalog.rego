package cordon.sql

# METADATA
# title: Catalogs that hold other people's values are shut
# description: |
#   Refuses system catalogs that show sampled column values, other sessions' statements, credentials or the server's
#   files: planner statistics hold real values of labelled columns.
# custom:
#   id: sql.statistics_catalog
#   hipaa: 45 CFR 164.502(b), minimum necessary - samples of patient data are patient data.
deny contains {
	"rule": "sql.statistics_catalog",
	"message": concat("", [
		"Shut, because it shows values, statements or credentials of others: ",
		named(shut_catalogs),
		". Query the tables that you need instead.",
	]),
} if {
	some relation in statement.relations
	shut(relation)
}

shut_catalogs contains relation.name if {
	some relation in statement.relations
	shut(relation)
}

shut(relation) if shut_catalog(relation.name)

# A view of somebody's own over such a catalog; views of the system itself are judged by their name.
shut(relation) if {
	some base in relation.bases
	shut_catalog(base)
	not is_catalog(relation)
}

shut_catalog(name) if data.catalog.refused[name]

shut_catalog(name) if {
	startswith(name, "pg_catalog.pg_stat")
	not data.catalog.harmless[name]
}
