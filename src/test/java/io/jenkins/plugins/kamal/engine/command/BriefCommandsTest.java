package io.jenkins.plugins.kamal.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.engine.command.app.AppCommands;
import io.jenkins.plugins.kamal.engine.command.app.ImageCommands;
import io.jenkins.plugins.kamal.engine.command.plan.StateQuestions;
import io.jenkins.plugins.kamal.engine.command.plan.StatusQuestions;
import io.jenkins.plugins.kamal.engine.command.plan.WatchQuestions;
import io.jenkins.plugins.kamal.engine.command.proxy.ProxyCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockCommands;
import io.jenkins.plugins.kamal.engine.command.server.LockDetails;
import io.jenkins.plugins.kamal.engine.config.model.Accessory;
import io.jenkins.plugins.kamal.engine.config.model.Configuration;
import io.jenkins.plugins.kamal.engine.config.model.Role;
import io.jenkins.plugins.kamal.engine.config.model.SampleAccessory;
import io.jenkins.plugins.kamal.engine.config.model.SampleConfiguration;
import io.jenkins.plugins.kamal.engine.host.Host;
import io.jenkins.plugins.kamal.engine.shell.Command;
import io.jenkins.plugins.kamal.engine.version.Version;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing waits forever for a question; and nothing gives up a command that may take long. */
class BriefCommandsTest {

    private static final Version VERSION = new Version("123");
    private static final Configuration CONFIGURATION = SampleConfiguration.sample();
    private static final Role ROLE = CONFIGURATION.roles().get(0);
    private static final Host HOST = Host.parse("10.99.0.11");
    private static final Map<Class<?>, Object> ARGUMENTS = Map.of(
            List.class,
            List.of(),
            String.class,
            "salt",
            Accessory.class,
            new SampleAccessory("db").build(),
            Role.class,
            ROLE,
            LockDetails.class,
            new LockDetails("Bob", Instant.EPOCH, VERSION, "message"));

    private final AppCommands app = new AppCommands(CONFIGURATION, ROLE, HOST);
    private final ImageCommands images = new ImageCommands(CONFIGURATION);
    private final ProxyCommands proxy = new ProxyCommands(CONFIGURATION, HOST);

    @Test
    void allQuestionsAndEveryCommandForTheLockAreBrief() {
        for (Object questions : List.of(
                new StateQuestions(CONFIGURATION),
                new StatusQuestions(CONFIGURATION),
                WatchQuestions.class,
                new LockCommands(CONFIGURATION))) {
            assertThat(commands(questions)).hasSizeGreaterThan(1).allMatch(Command::isBrief);
        }
    }

    @Test
    void whatLooksAtContainersAndImagesIsBrief() {
        assertThat(List.of(
                        app.info(),
                        app.containerId(app.container(VERSION)),
                        app.containers(VERSION),
                        app.runningVersions(),
                        app.currentRunningVersion(),
                        app.listVersions(),
                        app.runningImageDigests(app.container(VERSION)),
                        images.id(VERSION),
                        images.validate(VERSION),
                        proxy.version(),
                        proxy.imageAndPorts()))
                .allMatch(Command::isBrief);
    }

    @Test
    void whatMayTakeLongIsNotBrief() {
        assertThat(List.of(
                        app.run(VERSION, "aeef3d3a305e"),
                        app.start(app.container(VERSION)),
                        app.stop(app.container(VERSION)),
                        app.stop(app.container(VERSION), "0123456789ab"),
                        app.stopRunning(),
                        app.remove(VERSION),
                        app.removeStopped(),
                        app.logs(app.container(VERSION), new LogOptions(false, null, 10, null, null, false)),
                        images.pull(VERSION),
                        images.remove(VERSION),
                        images.removeAll(),
                        proxy.startOrRun(),
                        proxy.stop()))
                .noneMatch(Command::isBrief);
    }

    /** The commands of all public methods of an object, or of a class with static methods. */
    private static Stream<Command> commands(Object questions) {
        boolean isClass = questions instanceof Class<?>;
        Class<?> type = isClass ? (Class<?>) questions : questions.getClass();
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getReturnType() == Command.class)
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(method -> call(method, isClass ? null : questions));
    }

    private static Command call(Method method, Object target) {
        try {
            return (Command) method.invoke(
                    target,
                    Arrays.stream(method.getParameterTypes())
                            .map(ARGUMENTS::get)
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.toString(), e);
        }
    }
}
