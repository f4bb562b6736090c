package io.jenkins.plugins.kamal.engine.lab.docker;

import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerCall;
import io.jenkins.plugins.kamal.engine.lab.docker.command.DockerReply;
import java.util.List;
import java.util.Map;

/** The contract, held by the simulation; needs nothing, so it always runs. */
class SimulatedDockerContractTest extends DockerContract {

    private static final String REPOSITORY = "10.0.0.9:5555/lab/contract";

    private final SimulatedDocker docker = new SimulatedDocker(registry());

    private static SimulatedRegistry registry() {
        SimulatedRegistry registry = new SimulatedRegistry();
        SimulatedImage app = SimulatedImage.web("contract", "1").withFiles(Map.of("/assets/a.css", "a"));
        registry.publish(REPOSITORY + ":v1", app);
        registry.publish(REPOSITORY + ":crash", app.with(ImageBehaviour.CRASHES).withLog("boot"));
        return registry;
    }

    @Override
    DockerReply docker(List<String> argv) {
        return docker.run(DockerCall.of(directory, argv.toArray(String[]::new)));
    }

    @Override
    String repository() {
        return REPOSITORY;
    }

    @Override
    List<String> env() {
        return List.of("env");
    }
}
