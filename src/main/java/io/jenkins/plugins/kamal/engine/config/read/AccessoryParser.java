package io.jenkins.plugins.kamal.engine.config.read;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.DockerOptions;
import io.jenkins.plugins.kamal.engine.config.model.Registry;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.section.DockerOptionsParser;
import io.jenkins.plugins.kamal.engine.config.section.EnvParser;
import io.jenkins.plugins.kamal.engine.config.section.Fields;
import io.jenkins.plugins.kamal.engine.config.section.HostList;
import io.jenkins.plugins.kamal.engine.config.section.HostParser;
import io.jenkins.plugins.kamal.engine.config.section.ImageName;
import io.jenkins.plugins.kamal.engine.config.section.Labels;
import io.jenkins.plugins.kamal.engine.config.yaml.ListNode;
import io.jenkins.plugins.kamal.engine.host.Host;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads an accessory ({@code configuration/accessory.rb}, {@code validator/accessory.rb}). */
public final class AccessoryParser {

    private static final List<String> PLACEMENTS = List.of("host", "hosts", "role", "roles", "tag", "tags");

    private final String service;
    private final List<Role> roles;

    public AccessoryParser(String service, List<Role> roles) {
        this.service = service;
        this.roles = roles;
    }

    public ParsedAccessory parse(String name, Fields accessory) {
        ImageName.checkTagged(accessory);
        DockerOptions options = DockerOptionsParser.parse(accessory);
        Optional<Fields> proxy = accessory.optionalSection("proxy").filter(section -> !section.map()
                .isBlank());
        proxy.ifPresent(ProxyRules::check);
        Registry registry = accessory
                .optionalSection("registry")
                .filter(section -> !section.map().isBlank())
                .map(RegistryParser::parse)
                .orElse(null);
        Accessory parsed = new Accessory(
                name,
                accessory.text("service").orElse(service + "-" + name),
                image(accessory, registry),
                registry,
                hosts(accessory),
                container(accessory, options),
                new Accessory.Mounts(
                        MountParser.files(accessory), MountParser.directories(accessory), accessory.texts("volumes")),
                proxy.map(ProxyParser::parse).orElse(null));
        return new ParsedAccessory(parsed, proxy.flatMap(ProxyRunParser::of).orElse(null));
    }

    private static Accessory.ContainerSettings container(Fields accessory, DockerOptions options) {
        return new Accessory.ContainerSettings(
                accessory.text("cmd").orElse(null),
                accessory.text("port").map(AccessoryParser::port).orElse(null),
                accessory.text("network").orElse("kamal"),
                EnvParser.parse(accessory),
                Labels.parse(accessory),
                options);
    }

    @CheckForNull
    private static String image(Fields accessory, @CheckForNull Registry registry) {
        Stream<String> server = registry == null ? Stream.empty() : registry.server().stream();
        return Stream.concat(server, accessory.text("image").stream())
                .reduce((registryServer, image) -> registryServer + "/" + image)
                .orElse(null);
    }

    private static String port(String port) {
        return port.contains(":") ? port : port + ":" + port;
    }

    private List<Host> hosts(Fields accessory) {
        long placements = PLACEMENTS.stream().filter(accessory::has).count();
        if (placements != 1) {
            accessory.fault((placements == 0 ? "has no hosts" : "names its hosts more than once")
                    + "; write one of host, hosts, role, roles, tag and tags");
        }
        return Stream.of(
                        ownHosts(accessory),
                        either(accessory, "role", "roles").flatMap(role -> ofRole(role, accessory)),
                        either(accessory, "tag", "tags").flatMap(this::tagged))
                .flatMap(hosts -> hosts)
                .distinct()
                .toList();
    }

    private static Stream<String> either(Fields accessory, String one, String several) {
        return accessory.has(one) ? accessory.text(one).stream() : accessory.texts(several).stream();
    }

    private static Stream<Host> ownHosts(Fields accessory) {
        HostParser parser = new HostParser(accessory.faults());
        Stream<Host> one = accessory.text("host").flatMap(host -> parser.parse(host, accessory.below("host"))).stream();
        Stream<Host> several = accessory
                .node("hosts")
                .filter(ListNode.class::isInstance)
                .map(list -> HostList.parse((ListNode) list, accessory.below("hosts"), accessory.faults()))
                .stream()
                .flatMap(hosts -> hosts.keySet().stream());
        return accessory.has("host") ? one : several;
    }

    private Stream<Host> ofRole(String name, Fields accessory) {
        Optional<Role> role = roles.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (role.isEmpty()) {
            accessory.fault(
                    accessory.has("role") ? "role" : "roles",
                    "there is no role `" + name + "`; write one of "
                            + roles.stream().map(Role::name).toList());
        }
        return role.stream().flatMap(found -> found.hosts().stream());
    }

    private Stream<Host> tagged(String tag) {
        return roles.stream().flatMap(role -> role.hosts().stream()
                .filter(host -> role.tagsByHost().get(host).contains(tag)));
    }
}
