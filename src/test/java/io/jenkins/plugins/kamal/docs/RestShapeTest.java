package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.board.BoardPage;
import io.jenkins.plugins.kamal.ledger.page.JobDeployments;
import io.jenkins.plugins.kamal.run.deployment.DeploymentAction;
import io.jenkins.plugins.kamal.run.version.KamalVersionAction;
import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The REST API has all fields that the documentation lists. A field that is renamed, removed, or has another type breaks
 * the programs of users: add new fields to the list, but do not change it to make this test pass.
 */
class RestShapeTest {

    private static final String HEADING = "## The fields";
    private static final List<Class<?>> ROOTS =
            List.of(KamalVersionAction.class, DeploymentAction.class, JobDeployments.class, BoardPage.class);

    private final Deque<Class<?>> waiting = new ArrayDeque<>(ROOTS);
    private final Set<Class<?>> known = new HashSet<>(ROOTS);

    @Test
    void hasEveryDocumentedField() throws IOException {
        Map<String, List<String>> objects = new HashMap<>();
        while (!waiting.isEmpty()) {
            Class<?> object = waiting.remove();
            objects.put(
                    "`" + object.getSimpleName() + "`",
                    fields(object).map(this::describe).toList());
        }

        assertThat(documented()).hasSizeGreaterThan(20).allSatisfy(row -> {
            String[] cells = row.split(" *\\| *");
            assertThat(objects).containsKey(cells[1]);
            assertThat(objects.get(cells[1])).as(cells[1]).contains(cells[2].split(", "));
        });
    }

    private static List<String> documented() throws IOException {
        List<String> page = Files.readAllLines(Path.of("docs/rest.md"));
        return page.subList(page.indexOf(HEADING) + 1, page.size()).stream()
                .dropWhile(line -> !line.startsWith("| `"))
                .takeWhile(line -> line.startsWith("| `"))
                .toList();
    }

    private static Stream<Method> fields(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.isAnnotationPresent(Exported.class))
                .sorted((one, other) -> name(one).compareTo(name(other)));
    }

    private static String name(Method method) {
        String given = method.getAnnotation(Exported.class).name();
        return given.isEmpty() ? Introspector.decapitalize(method.getName().replaceFirst("^(get|is)", "")) : given;
    }

    private String describe(Method method) {
        return "`" + name(method) + "` " + kind(method.getGenericReturnType());
    }

    private String kind(Type type) {
        if (type instanceof ParameterizedType list) {
            assertThat(list.getRawType()).isEqualTo(List.class);
            return "list of " + kind(list.getActualTypeArguments()[0]);
        }
        Class<?> known = (Class<?>) type;
        if (known == String.class || known.isEnum()) {
            return "text";
        }
        if (known == boolean.class) {
            return "boolean";
        }
        if (known == Date.class) {
            return "time";
        }
        return known.isPrimitive() || Number.class.isAssignableFrom(known) ? "number" : object(known);
    }

    private String object(Class<?> type) {
        assertThat(type).hasAnnotation(ExportedBean.class);
        if (known.add(type)) {
            waiting.add(type);
        }
        return "`" + type.getSimpleName() + "`";
    }
}
