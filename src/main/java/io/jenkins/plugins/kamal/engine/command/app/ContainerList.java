package io.jenkins.plugins.kamal.engine.command.app;

import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.shell.Command;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All containers of a host, including stopped ones, as one {@code docker ps} lists them. One list replaces a separate
 * question for each role and purpose. Labels are listed as JSON: containers inherit the labels of their images, and
 * Docker prints line breaks in them as they are, so a label could otherwise pose as a line of the list.
 *
 * @param containers the containers, the youngest first
 */
public record ContainerList(List<Listed> containers) {

    private static final String FIRST_LINE = "CONTAINERS";
    private static final String FORMAT = "{{.State}}|{{.Networks}}|{{.ID}}|{{.Names}}|{{.Image}}|"
            + "{{json (.Label \"service\")}}|{{json (.Label \"destination\")}}|{{json (.Label \"role\")}}";
    private static final Pattern PLAIN = Pattern.compile("\"([^\"\\\\]*)\"");
    private static final int FIELDS = 8;
    private static final Set<String> RUNNING = Set.of("running", "restarting", "paused");
    private static final Set<String> SERVING = Set.of("running", "restarting");

    public ContainerList {
        containers = List.copyOf(containers);
    }

    /**
     * A container.
     *
     * @param state such as {@code running}
     * @param id its short id
     * @param name its name
     * @param image the image from which it was created; the image's id if the tag has moved since
     * @param service the value of its label {@code service}; empty if it has none
     * @param destination the value of its label {@code destination}; empty if it has none
     * @param role the value of its label {@code role}; empty if it has none
     */
    public record Listed(
            String state, String id, String name, String image, String service, String destination, String role) {}

    /**
     * Prints the list, for {@link #parse}. If the tag of a container's image has moved, Docker lists the image's id; then
     * the container is inspected and listed once more, with the image that it was created from.
     *
     * @param named the name of the container whose image must be told
     */
    public static Command withImageOf(String named) {
        String again = Command.of("docker", "container", "inspect", "--format")
                .with("{{.State.Status}}||{{.ID}}|" + named + "|{{.Config.Image}}|||", named)
                .shellText();
        String name = "'|" + named + "|'";
        return list().sentAs("{ " + printed() + " && case \"$list\" in (*" + name + "*) image=${list#*" + name
                + "}; case \"${image%%|*}\" in (*:*) ;; (*) " + again + " ;; esac ;; esac; }");
    }

    /**
     * Prints the list, for {@link #parse}, and creates a network unless a running container is in it. Fails if the
     * creation fails.
     *
     * @param network the name of the network
     * @param create creates the network
     */
    public static Command withNetwork(String network, Command create) {
        String inNetwork = "'\nrunning|" + network + "|'";
        return create.sentAs("{ " + printed() + "; case \"$list\" in (*" + inNetwork + "*) ;; (*) " + create.wireText()
                + " ;; esac; }");
    }

    private static Command list() {
        return Command.of("docker", "ps", "--all", "--format", FORMAT).brief();
    }

    /** Prints the list and keeps it in the shell's variable {@code list}, where a newline precedes each line. */
    private static String printed() {
        return "list='\n'$( " + list().shellText() + " ) && printf '" + FIRST_LINE + "%s\\n' \"$list\"";
    }

    /** Reads the printed list; empty if the text contains no list. */
    public static Optional<ContainerList> parse(String printed) {
        List<String> lines = printed.lines().toList();
        return lines.isEmpty() || !lines.get(0).equals(FIRST_LINE)
                ? Optional.empty()
                : Optional.of(new ContainerList(lines.stream()
                        .skip(1)
                        .map(line -> line.split("\\|", FIELDS))
                        .filter(fields -> fields.length == FIELDS)
                        .map(fields -> new Listed(
                                fields[0],
                                fields[2],
                                fields[3],
                                fields[4],
                                label(fields[5]),
                                label(fields[6]),
                                label(fields[7])))
                        .toList()));
    }

    /** A label's value from its JSON. A value that JSON has to escape is no name of Kamal's, and is left as it is. */
    private static String label(String json) {
        Matcher plain = PLAIN.matcher(json);
        return plain.matches() ? plain.group(1) : json;
    }

    /** The name of the image from which a container was created; empty if there is no such container. */
    public Optional<String> imageOf(String name) {
        return containers.stream()
                .filter(container -> container.name().equals(name))
                .map(Listed::image)
                .reduce((first, again) -> again);
    }

    /** Whether a container of this name runs. */
    public boolean runs(String name) {
        return containers.stream()
                .anyMatch(container ->
                        container.name().equals(name) && container.state().equals("running"));
    }

    /** The running containers of the service and destination, whatever their role. */
    public List<Listed> running(Configuration configuration) {
        return containers.stream()
                .filter(container -> RUNNING.contains(container.state()) && isOf(configuration, container))
                .toList();
    }

    /** All containers of the version to which a name belongs, running or not: their names with their short ids. */
    public Map<ContainerName, String> ofVersion(ContainerName name) {
        String prefix = name.prefix() + "-";
        Map<ContainerName, String> found = new LinkedHashMap<>();
        for (Listed container : containers) {
            String version =
                    container.name().startsWith(prefix) ? container.name().substring(prefix.length()) : "";
            if (ContainerName.versionOf(version).equals(ContainerName.versionOf(name.version()))) {
                found.put(new ContainerName(name.prefix(), version), container.id());
            }
        }
        return found;
    }

    /** Whether a container for some of the visitors of a role is on the host, running or not. */
    public boolean servesVisitors(Configuration configuration, Role role) {
        return containers.stream()
                .anyMatch(container -> isOf(configuration, container)
                        && container.role().isEmpty()
                        && ContainerName.versionForVisitors(configuration, role, container.name())
                                .isPresent());
    }

    /** The versions of a role's running containers, as {@link AppCommands#listVersions} prints them. */
    public List<String> runningVersions(Configuration configuration, Role role) {
        return versions(configuration, role, RUNNING);
    }

    /**
     * The versions of the containers that serve as a role, in the form that {@link AppCommands#currentRunningVersion}
     * prints. If there are several, only the host can tell which of them receives the requests.
     */
    public List<String> servingVersions(Configuration configuration, Role role) {
        return versions(configuration, role, SERVING);
    }

    /** The short id of the only container that serves as a role; empty if none or several containers serve. */
    public Optional<String> servingId(Configuration configuration, Role role) {
        List<Listed> serving = of(configuration, role, SERVING);
        return serving.size() == 1 ? Optional.of(serving.get(0).id()) : Optional.empty();
    }

    private List<String> versions(Configuration configuration, Role role, Set<String> states) {
        String prefix = ContainerName.prefix(configuration, role) + "-";
        return of(configuration, role, states).stream()
                .map(container -> container.name().startsWith(prefix)
                        ? container.name().substring(prefix.length())
                        : container.name())
                .toList();
    }

    private List<Listed> of(Configuration configuration, Role role, Set<String> states) {
        return containers.stream()
                .filter(container -> states.contains(container.state()))
                .filter(container ->
                        isOf(configuration, container) && container.role().equals(role.name()))
                .toList();
    }

    private static boolean isOf(Configuration configuration, Listed container) {
        return container.service().equals(configuration.service())
                && container.destination().equals(configuration.destination().orElse(""));
    }
}
