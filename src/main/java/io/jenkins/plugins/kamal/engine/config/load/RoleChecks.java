package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.read.ParsedRole;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import java.util.List;

/** Checks the roles ({@code configuration.rb}, {@code role.rb}). */
final class RoleChecks {

    private final Fields root;

    RoleChecks(Fields root) {
        this.root = root;
    }

    void check(Configuration configuration, List<ParsedRole> roles) {
        if (root.has("servers") && !root.faults().concern("servers")) {
            primary(configuration);
            roles.stream()
                    .filter(role -> isEmptyWithoutLeave(role, configuration))
                    .forEach(role -> role.fields()
                            .fault("this role has no hosts; name some, or allow it with `allow_empty_roles: true`"));
        }
        roles.forEach(RoleChecks::oneHostForTls);
    }

    private void primary(Configuration configuration) {
        String name = configuration.primaryRole();
        configuration
                .role(name)
                .ifPresentOrElse(
                        role -> {
                            if (role.hosts().isEmpty()) {
                                root.fault("servers", "the primary role " + name + " has no hosts; name at least one");
                            }
                        },
                        () -> root.fault(
                                root.has("primary_role") ? "primary_role" : "servers",
                                "there is no role " + name
                                        + ", which is the primary one; add it, or name another as `primary_role`"));
    }

    private boolean isEmptyWithoutLeave(ParsedRole role, Configuration configuration) {
        return role.role().hosts().isEmpty()
                && !role.role().name().equals(configuration.primaryRole())
                && !root.flag("allow_empty_roles").orElse(false);
    }

    private static void oneHostForTls(ParsedRole parsed) {
        Role role = parsed.role();
        boolean automatic = role.proxy()
                .filter(proxy -> proxy.ssl() instanceof Proxy.Ssl.Automatic)
                .isPresent();
        if (automatic && role.hosts().size() > 1) {
            parsed.proxy()
                    .orElseThrow()
                    .fault(
                            "ssl",
                            "automatic TLS works on one host only, but role " + role.name() + " has "
                                    + role.hosts().size() + "; give it one host, or a certificate under `ssl`");
        }
    }
}
