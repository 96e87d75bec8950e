package cordon.http

request := input.resource.properties

# METADATA
# title: Groups that policy knows
# description: Groups of the accountable human that the data for HTTP services names; the rest have no meaning here.
groups contains name if {
	some name in input.subject.properties.groups
	data.http.groups[name]
}

# METADATA
# title: Classes in the clear
# description: Classes of PHI that this subject may know, and so may search by.
sees contains class if {
	some name in groups
	data.access.groups[name].sees[class]
}

reading if request.interaction in {"read", "vread", "history", "search", "operation"}

writing if request.interaction in {"create", "update", "patch", "delete"}

# METADATA
# title: Bulk
# description: The answer may hold many patients, and nothing bounds it.
bulk if request.operation in {"export", "bulk-import", "davinci-data-export", "import"}

bulk if request.respondAsync

bulk if {
	request.interaction in {"search", "history", "operation"}
	not request.narrowed
	not few
}

bulk if request.page > data.http.page_most

# The next page after a small one is as good as a large one.
bulk if {
	not request.narrowed
	some parameter in request.parameters
	parameter.form == "paging"
}

few if {
	request.interaction == "search"
	request.page >= 0
	request.page <= data.http.page_most
}

# These take what they are given, and bring no records back.
few if request.operation in {"validate", "validate-code", "expand", "lookup", "subsumes", "translate"}
