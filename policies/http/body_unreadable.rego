package cordon.http

# METADATA
# title: A body can be read
# description: Refuses bodies of types that no detector reads.
# custom:
#   id: http.body_unreadable
#   hipaa: 45 CFR 164.312(a)(1), access control - what cannot be judged is not let through.
deny contains {
	"rule": "http.body_unreadable",
	"message": "A body of this type cannot be read here. Send JSON or text in UTF-8.",
} if {
	unreadable
}

unreadable if request.body.format == "other"

# What is percent-encoded hides from detectors; searches of FHIR are taken apart, and go where PHI may be.
unreadable if {
	request.body.format == "form"
	not searching
}

searching if {
	request.phi
	request.interaction == "search"
}
