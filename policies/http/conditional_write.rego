package cordon.http

# METADATA
# title: A write names what it changes
# description: Refuses updates and deletions that name no resource by its id - they change whatever a search finds.
# custom:
#   id: http.conditional_write
#   hipaa: 45 CFR 164.312(c)(1), integrity - a change to a record says which record.
deny contains {
	"rule": "http.conditional_write",
	"message": "This would change whatever a search finds. Name the resource by its id.",
} if {
	request.kind == "fhir"
	request.interaction in {"update", "patch", "delete"}
	request.identifiers == 0
}
