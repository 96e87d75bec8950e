package cordon.http

# METADATA
# title: No bulk read of patient data
# description: |
#   Refuses exports, answers that are picked up elsewhere, histories of a whole type, and searches that neither name a
#   patient or a resource nor ask for at most http.page_most resources.
# custom:
#   id: http.bulk_read
#   hipaa: 45 CFR 164.502(b), minimum necessary - a task takes the records it needs, not all of them.
deny contains {
	"rule": "http.bulk_read",
	"message": concat("", ["This would read ", subject_matter, " in bulk. Name one patient or resource, or search with _count=", format_int(data.http.page_most, 10), " or less."]),
} if {
	request.phi
	bulk
}

default subject_matter := "records"

subject_matter := concat("", ["resources of type ", request.resourceType]) if {
	not request.resourceType in {"*", "-"}
}
