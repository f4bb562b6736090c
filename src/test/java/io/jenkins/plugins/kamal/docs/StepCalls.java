package io.jenkins.plugins.kamal.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.kamal.credentials.SecretBinding;
import io.jenkins.plugins.kamal.engine.cli.DocumentedCommand;
import java.util.List;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.builder.AstBuilder;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.control.CompilePhase;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;

/** Checks each call of one of the plugin's steps in a Groovy text against the step's parameters. */
final class StepCalls extends CodeVisitorSupport {

    private static final String PLUGIN = "io.jenkins.plugins.kamal";

    private StepCalls() {}

    /** Parses the text and checks its calls. */
    static void check(String text) {
        StepCalls visitor = new StepCalls();
        for (ASTNode node : new AstBuilder().buildFromString(CompilePhase.CONVERSION, true, text)) {
            if (node instanceof org.codehaus.groovy.ast.stmt.BlockStatement) {
                node.visit(visitor);
            }
        }
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        StepDescriptor step = StepDescriptor.byFunctionName(String.valueOf(call.getMethodAsString()));
        if (step != null
                && step.clazz.getName().startsWith(PLUGIN)
                && !step.clazz.getPackageName().equals(StepCalls.class.getPackageName())) {
            checkCall(step, call);
        }
        super.visitMethodCallExpression(call);
    }

    private static void checkCall(StepDescriptor step, MethodCallExpression call) {
        String name = step.getFunctionName();
        List<Expression> arguments = ((TupleExpression) call.getArguments()).getExpressions();
        List<MapEntryExpression> named = arguments.stream()
                .filter(MapExpression.class::isInstance)
                .flatMap(map -> ((MapExpression) map).getMapEntryExpressions().stream())
                .toList();
        DescribableModel<?> model = new DescribableModel<>(step.clazz);
        if (named.size() > 0) {
            assertThat(arguments)
                    .as("a call of " + name + " has names for all of its arguments, or none")
                    .hasSize(1);
            checkNames(name, model, named);
            assertThat(model.getParameters().stream().filter(DescribableParameter::isRequired))
                    .as("required parameters of " + name)
                    .allSatisfy(required -> assertThat(named.stream().map(entry -> text(entry.getKeyExpression())))
                            .contains(required.getName()));
            named.forEach(StepCalls::checkValue);
        } else if (arguments.size() > 0) {
            assertThat(arguments).hasSize(1);
            DescribableParameter only = model.getSoleRequiredParameter();
            assertThat(only).as(name + " has a parameter that needs no name").isNotNull();
            checkCommand(only.getName(), arguments.get(0));
        }
    }

    private static void checkNames(String owner, DescribableModel<?> model, List<MapEntryExpression> named) {
        Stream<String> known = model.getParameters().stream().map(DescribableParameter::getName);
        assertThat(known.toList())
                .as("parameters of " + owner)
                .containsAll(named.stream()
                        .map(entry -> text(entry.getKeyExpression()))
                        .toList());
    }

    private static void checkValue(MapEntryExpression entry) {
        String name = text(entry.getKeyExpression());
        checkCommand(name, entry.getValueExpression());
        if (name.equals("secrets") && entry.getValueExpression() instanceof ListExpression) {
            for (Expression secret : ((ListExpression) entry.getValueExpression()).getExpressions()) {
                checkNames(
                        "secrets",
                        new DescribableModel<>(SecretBinding.class),
                        ((MapExpression) secret).getMapEntryExpressions());
            }
        }
    }

    private static void checkCommand(String parameter, Expression value) {
        if (parameter.equals("command") && value instanceof ConstantExpression) {
            DocumentedCommand.check(text(value));
        }
    }

    private static String text(Expression constant) {
        return constant.getText();
    }
}
