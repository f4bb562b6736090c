package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every registry that the lab's machines can reach, by the host in an image's name; shared by all servers and the
 * deployer.
 *
 * <p>{@code basecamp/kamal-proxy} is there from the start, in any version.
 */
public final class SimulatedRegistry {

    private static final String PROXY = "basecamp/kamal-proxy";

    private final Map<String, SimulatedImage> images = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> passwords = new ConcurrentHashMap<>();
    private final Set<String> unreachable = ConcurrentHashMap.newKeySet();

    /**
     * Puts an image into the registry.
     *
     * @param name repository and tag, {@code 10.0.0.9:5555/lab/app:v1}
     * @return the digest it has there
     */
    public String publish(String name, SimulatedImage image) {
        ImageName parsed = ImageName.parse(name);
        images.put(parsed.toString(), image);
        images.put(new ImageName(parsed.repository(), "", image.digest()).toString(), image);
        return image.digest();
    }

    /** Deletes a tag, as a cleanup of the registry does. */
    public void delete(String name) {
        images.remove(ImageName.parse(name).toString());
    }

    /** The image that a name (with a tag or a digest) stands for. */
    public Optional<SimulatedImage> find(String name) {
        ImageName parsed = ImageName.parse(name);
        if (parsed.repository().equals(PROXY) && parsed.tag().startsWith("v")) {
            return Optional.of(proxy(parsed.tag()));
        }
        return Optional.ofNullable(images.get(parsed.toString()));
    }

    /** The tags of a repository, in their order. */
    public Set<String> tags(String repository) {
        Set<String> tags = new TreeSet<>();
        images.keySet().stream()
                .map(ImageName::parse)
                .filter(name ->
                        name.repository().equals(repository) && name.digest().isEmpty())
                .forEach(name -> tags.add(name.tag()));
        return tags;
    }

    /** Lets nobody push to or pull from this host any more without one of its users' passwords. */
    public void addUser(String host, String user, String password) {
        passwords.computeIfAbsent(host, key -> new ConcurrentHashMap<>()).put(user, password);
    }

    /** Makes a host refuse connections, or answer again. */
    public void setReachable(String host, boolean reachable) {
        if (reachable) {
            unreachable.remove(host);
        } else {
            unreachable.add(host);
        }
    }

    void connect(String host) {
        if (unreachable.contains(host)) {
            throw DockerFailure.daemon(
                    "Get \"http://%s/v2/\": dial tcp %s: connect: connection refused".formatted(host, host));
        }
    }

    boolean accepts(String host, String user, String password) {
        Map<String, String> users = passwords.getOrDefault(host, Map.of());
        return users.isEmpty() || password.equals(users.get(user));
    }

    boolean needsLogin(String host) {
        return passwords.containsKey(host);
    }

    private static SimulatedImage proxy(String version) {
        return SimulatedImage.plain("kamal-proxy " + version, "kamal-proxy", "run")
                .withPorts(List.of("80/tcp", "443/tcp"))
                .withLabels(Map.of(
                        "org.opencontainers.image.title", "kamal-proxy", "org.opencontainers.image.version", version));
    }
}
