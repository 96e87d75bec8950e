package cordon.http

# METADATA
# title: What the request does is known
# description: Refuses a path that fits no route of the service, and operations that are not known.
# custom:
#   id: http.unknown_route
#   hipaa: 45 CFR 164.312(a)(1), access control - what cannot be judged is not let through.
deny contains {
	"rule": "http.unknown_route",
	"message": "This path fits no route that Cordon knows of this service. Use one of its documented routes, or ask for the route to be configured.",
} if {
	not request.known
}
