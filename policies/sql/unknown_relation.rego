package cordon.sql

# METADATA
# title: Every relation is in the label catalogue
# description: |
#   Refuses relations that neither the label catalogue nor the server's own catalog explains: nobody has said what
#   they carry. Views, partitions and child tables are explained by what they read or belong to.
# custom:
#   id: sql.unknown_relation
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorization - access is granted to what has been classified.
deny contains {
	"rule": "sql.unknown_relation",
	"message": concat("", [
		"Not in the label catalogue: ",
		named(unexplained),
		". Check the name, or ask for the relation to be listed in phi.yaml.",
	]),
} if {
	some relation in statement.relations
	not explained(relation)
}

unexplained contains relation.name if {
	some relation in statement.relations
	not explained(relation)
}

explained(relation) if is_catalog(relation)

explained(relation) if {
	data.phi.relations[relation.name]
	relation.kind != "unknown"
	relation.name in relation.bases
}

# A view, partition or child: its own name among the bases explains nothing, and the others must all be explained.
explained(relation) if {
	relation.kind in {"view", "materialized-view", "table", "partitioned-table", "foreign-table"}
	relation.name in relation.bases
	some other in relation.bases
	other != relation.name
	every base in relation.bases {
		explained_base(base, relation.name)
	}
}

explained_base(base, _) if data.phi.relations[base]

explained_base(base, name) if base == name

explained_base(base, _) if system_name(base)
