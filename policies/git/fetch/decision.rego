# METADATA
# scope: package
# title: Fetches and clones
# description: Judges who may read a repository over one connection. What is read is not looked at.
# schemas:
#   - input: schema["git-fetch.schema"]
package cordon.git.fetch

# METADATA
# title: The decision on a fetch
# description: Allowed where some group of the human may read the repository, or any; denied everywhere else.
# entrypoint: true
# custom:
#   id: git.fetch_default_deny
#   hipaa: 45 CFR 164.312(a)(1), access control - only what is granted is let through.
default decision := {
	"effect": "deny",
	"reasons": [{
		"rule": "git.fetch_default_deny",
		"message": "No group of your human may read this repository. Ask who looks after policy for it.",
	}],
	"obligations": [],
}

decision := {"effect": "allow", "reasons": [reason | some reason in allow], "obligations": []} if {
	count(allow) > 0
}
