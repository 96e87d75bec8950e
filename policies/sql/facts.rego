package cordon.sql

statement := input.resource.properties

# METADATA
# title: Groups that policy knows
# description: Groups of the accountable human that access data names; the rest have no meaning here.
groups contains name if {
	some name in input.subject.properties.groups
	data.access.groups[name]
}

# METADATA
# title: Classes in the clear
# description: Classes of PHI that this subject may see unmasked.
sees contains class if {
	some name in groups
	data.access.groups[name].sees[class]
}

# METADATA
# title: Labelled relations
# description: Relations of the statement that carry PHI themselves, or through what they read or belong to.
labelled contains relation.name if {
	some relation in statement.relations
	some base in relation.bases
	count(data.phi.relations[base].columns) > 0
}

# METADATA
# title: Hidden columns
# description: Labelled relation of the statement to those of its columns that this subject may not see, as masks name them.
hidden[relation.name] := hidden_of(relation) if {
	some relation in statement.relations
	labelled[relation.name]
}

# The common case, a table and somebody who sees nothing of it, walks no list.
hidden_of(relation) := data.phi.relations[relation.name].columns if {
	count(sees) == 0
	relation.bases == [relation.name]
} else := [label |
	some base in relation.bases
	some label in data.phi.relations[base].columns
	not sees[label.class]
]

# METADATA
# title: Released columns
# description: Labelled relation of the statement to those of its columns that this subject sees; recordings mask them too.
released[relation.name] := released_of(relation) if {
	some relation in statement.relations
	labelled[relation.name]
}

released_of(relation) := [] if {
	count(sees) == 0
} else := [label |
	some base in relation.bases
	some label in data.phi.relations[base].columns
	sees[label.class]
]

# METADATA
# title: Relations with hidden columns
# description: Those of the labelled relations of which something must be masked for this subject.
masked contains name if {
	some name, columns in hidden
	count(columns) > 0
}

masked contains name if some name in opaque

# METADATA
# title: Views whose columns can't be told by name
# description: |
#   A view may give a labelled column any name, so a column of it that the catalogue does not know counts as
#   `other-id`. A view that the catalogue lists by its own name is known, and a subject who sees that class sees it.
opaque contains relation.name if {
	some relation in statement.relations
	relation.kind in {"view", "materialized-view"}
	labelled[relation.name]
	not data.phi.relations[relation.name]
	not sees["other-id"]
}

# METADATA
# title: System catalogs
# description: A relation of the server's own catalog. Both signs are asked for, so that no name alone opens the door.
is_catalog(relation) if {
	relation.kind == "catalog"
	system_name(relation.name)
}

system_name(name) if startswith(name, "pg_catalog.")

system_name(name) if startswith(name, "information_schema.")

# METADATA
# title: Rows with values
# description: At least one output column is more than a count or a constant.
returns_values if {
	some column in statement.columns.output
	not column.kind in {"count", "constant"}
}

# A list of names for a message: three at most, cut, so that no message outgrows its schema.
named(names) := concat(", ", [substring(name, 0, 100) | some name in array.slice(sort(names), 0, 3)]) if {
	count(names) <= 3
} else := concat("", [named_first(names), " and ", format_int(count(names) - 3, 10), " more"])

named_first(names) := concat(", ", [substring(name, 0, 100) | some name in array.slice(sort(names), 0, 3)])
