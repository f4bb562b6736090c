package io.jenkins.plugins.kamal.engine.config.load;

import io.jenkins.plugins.kamal.engine.config.model.Builder;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Proxy;
import io.jenkins.plugins.kamal.engine.config.read.ParsedRole;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.section.ImageName;
import io.jenkins.plugins.kamal.engine.ruby.GemVersion;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks the configuration as a whole (the {@code ensure_…} methods of {@code configuration.rb}). */
final class ConsistencyChecks {

    private static final Pattern SERVICE = Pattern.compile("(?m)^[a-zA-Z0-9_-]+$");
    private static final List<String> OLD_HOOKS = List.of("pre-traefik-reboot", "post-traefik-reboot");

    private final Fields root;
    private final Path projectDirectory;
    private final String nativeArchitecture;

    ConsistencyChecks(Fields root, Path projectDirectory, String nativeArchitecture) {
        this.root = root;
        this.projectDirectory = projectDirectory;
        this.nativeArchitecture = nativeArchitecture;
    }

    void check(Configuration configuration, List<ParsedRole> roles) {
        required(configuration);
        service(configuration);
        ImageName.checkUntagged(root);
        version(configuration);
        if (configuration.app().retainContainers() < 1) {
            root.fault("retain_containers", "must be at least 1; a rollback needs a container to go back to");
        }
        new RoleChecks(root).check(configuration, roles);
        sharedTlsHosts(roles);
        oldHooks(configuration);
        remoteBuilder(configuration);
    }

    private void required(Configuration configuration) {
        require("service", "the name of the service, such as `service: myapp`");
        require("registry", "the login of the image registry, with `server`, `username` and `password`");
        if (configuration.image().isBlank() && typeIsRight("image")) {
            root.fault(
                    "image", "is missing; write the image's name without registry and tag, such as `image: me/myapp`");
        }
        if (!root.has("servers") && !root.isPresent("accessories")) {
            root.fault("servers", "is missing, and there are no accessories either; write at least one host");
        }
    }

    private void require(String key, String what) {
        if (!root.isPresent(key) && typeIsRight(key)) {
            root.fault(key, "is missing or empty; write " + what);
        }
    }

    private boolean typeIsRight(String key) {
        return !root.faults().concern(key);
    }

    private void service(Configuration configuration) {
        if (!configuration.service().isBlank()
                && !SERVICE.matcher(configuration.service()).find()) {
            root.fault("service", "may only have letters, digits, hyphens and underscores; choose another name");
        }
    }

    private void version(Configuration configuration) {
        configuration.requirements().minimumVersion().ifPresent(text -> GemVersion.parse(text)
                .ifPresentOrElse(
                        this::compare,
                        () -> root.fault(
                                "minimum_version",
                                "is not a version number; write, for example, \"2.8.0\" in quotes")));
    }

    private void compare(GemVersion minimum) {
        if (minimum.compareTo(GemVersion.parse(GemVersion.KAMAL).orElseThrow()) > 0) {
            root.fault(
                    "minimum_version",
                    "asks for a newer Kamal than " + GemVersion.KAMAL
                            + ", which is the version that this program matches; lower it, or update this program");
        }
    }

    private void sharedTlsHosts(List<ParsedRole> roles) {
        Map<String, String> roleByHost = new HashMap<>();
        for (ParsedRole role : roles) {
            List<String> hosts = role.role()
                    .proxy()
                    .filter(ConsistencyChecks::hasTls)
                    .map(Proxy::hosts)
                    .orElse(List.of());
            for (String host : hosts) {
                String other = roleByHost.putIfAbsent(host, role.role().name());
                if (other != null) {
                    role.proxy()
                            .orElseThrow()
                            .fault(
                                    "ssl",
                                    "the host " + host + " is served with TLS by role " + other
                                            + " too; give each role a host of its own");
                }
            }
        }
    }

    private static boolean hasTls(Proxy proxy) {
        return !(proxy.ssl() instanceof Proxy.Ssl.None);
    }

    private void oldHooks(Configuration configuration) {
        Path hooks = directory(configuration.paths().hooks());
        OLD_HOOKS.stream()
                .filter(hook -> Files.exists(hooks.resolve(hook)))
                .forEach(hook -> root.fault(
                        "hooks_path",
                        "there is a hook " + hook + " of Kamal 1 in "
                                + configuration.paths().hooks() + "; rename it to "
                                + hook.replace("traefik", "proxy")));
    }

    private Path directory(String hooksPath) {
        try {
            return projectDirectory.resolve(hooksPath);
        } catch (InvalidPathException noPath) {
            root.fault("hooks_path", "is not a path; write the directory of the hooks");
            return projectDirectory;
        }
    }

    /** Only an SSH connection can forward the local registry's port to a remote builder. */
    private void remoteBuilder(Configuration configuration) {
        Builder builder = configuration.builder();
        boolean buildsRemotely = builder.machines().remote().isPresent()
                && builder.arches().stream()
                        .anyMatch(arch -> !builder.machines().local() || !arch.equals(nativeArchitecture));
        boolean ssh = builder.machines()
                .remote()
                .filter(url -> url.startsWith("ssh:"))
                .isPresent();
        if (configuration.registry().isLocal() && buildsRemotely && !ssh) {
            root.section("builder")
                    .fault(
                            "remote",
                            "a local registry reaches a remote builder over SSH only; write" + " ssh://user@host");
        }
    }
}
