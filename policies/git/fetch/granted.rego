package cordon.git.fetch

# METADATA
# title: The repository may be read
# description: Allows who is in a group that may read the repository.
# custom:
#   id: git.fetch_granted
#   hipaa: 45 CFR 164.308(a)(4)(ii)(B), access authorisation - who was granted a repository may read it.
allow contains {
	"rule": "git.fetch_granted",
	"message": "Your human may read this repository.",
} if {
	some name in input.subject.properties.groups
	some repository in {"*", input.resource.properties.repository}
	data.git.groups[name].fetches[repository] == true
}
