package cordon.git

push := input.resource.properties

# METADATA
# title: Groups that policy knows
# description: Groups of the accountable human that Git data names; the rest have no meaning here.
groups contains name if {
	some name in input.subject.properties.groups
	data.git.groups[name]
}

# METADATA
# title: May push
# description: Some group of the human may push to this repository, or to any.
granted if {
	some name in groups
	some repository in {"*", push.repository}
	data.git.groups[name].pushes[repository] == true
}

# METADATA
# title: Refs by pattern
# description: A pattern is a whole name, or the beginning of names with a * behind it.
matches(ref, patterns) if ref in patterns

matches(ref, patterns) if {
	some pattern in patterns
	endswith(pattern, "*")
	startswith(ref, substring(pattern, 0, count(pattern) - 1))
}

# METADATA
# title: Refused classes
# description: Classes of PHI in the push that policy data refuses.
refused contains finding.class if {
	some finding in push.findings
	data.git.refused[finding.class] == true
}

# METADATA
# title: Content that could not be read
# description: The reasons that the push gives, each with what policy data says of it; deny where it says nothing.
unread[skip.why] := object.get(data.git.unread, skip.why, "deny") if some skip in push.skipped

# A list of names for a message: five at most, cut, so that no message outgrows its schema.
named(names) := concat(", ", [substring(name, 0, 100) | some name in array.slice(sort(names), 0, 5)])
