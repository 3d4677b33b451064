import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_STATIC;
import static java.lang.classfile.ClassFile.ACC_SYNTHETIC;
import static java.lang.constant.ConstantDescs.CD_Boolean;
import static java.lang.constant.ConstantDescs.CD_Byte;
import static java.lang.constant.ConstantDescs.CD_Character;
import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_Integer;
import static java.lang.constant.ConstantDescs.CD_Long;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_Short;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Writes out what the compiler leaves to be generated when it is first run: the choice of a case in
 * a switch over types, and {@code equals} and {@code hashCode} of records.
 *
 * <p>The JVM's ahead-of-time cache keeps generated code for lambdas and for joined strings, but not
 * for these, of which the way to a first training step has some seventy. The code is what {@link
 * java.lang.runtime.SwitchBootstraps} and {@link java.lang.runtime.ObjectMethods} describe. Only
 * classes of Gradus are rewritten; switches that have other labels than types stay as they are.
 */
final class PlainCode implements ClassTransform {
    private static final String OWN = "dev/gradus/";
    private static final ClassDesc SWITCHES = ClassDesc.of("java.lang.runtime.SwitchBootstraps");
    private static final ClassDesc RECORDS = ClassDesc.of("java.lang.runtime.ObjectMethods");
    private static final Set<ClassDesc> MAKERS = Set.of(SWITCHES, RECORDS);
    private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

    private final ClassDesc owner;
    private final boolean isInterface;
    private final List<Consumer<ClassBuilder>> methods = new ArrayList<>();

    private PlainCode(ClassModel model) {
        owner = model.thisClass().asSymbol();
        isInterface = model.flags().has(AccessFlag.INTERFACE);
    }

    static boolean isMissing(ClassModel model) {
        return model.thisClass().asInternalName().startsWith(OWN)
                && model.findAttribute(Attributes.bootstrapMethods()).stream()
                        .flatMap(all -> all.bootstrapMethods().stream())
                        .anyMatch(each -> MAKERS.contains(each.bootstrapMethod().asSymbol().owner()))
                && model.methods().stream().anyMatch(PlainCode::isMissing);
    }

    private static boolean isMissing(MethodModel method) {
        return method.code().stream()
                .flatMap(code -> code.elementStream())
                .anyMatch(element -> body(element).isPresent());
    }

    static byte[] written(ClassModel model, ClassHierarchyResolver hierarchy) {
        return ClassFile.of(ClassHierarchyResolverOption.of(hierarchy))
                .transformClass(model, new PlainCode(model));
    }

    @Override
    public void accept(ClassBuilder builder, ClassElement element) {
        if (element instanceof MethodModel method && isMissing(method)) {
            builder.transformMethod(method, MethodTransform.transformingCode(this::rewrite));
        } else {
            builder.with(element);
        }
    }

    @Override
    public void atEnd(ClassBuilder builder) {
        methods.forEach(method -> method.accept(builder));
    }

    private void rewrite(CodeBuilder code, CodeElement element) {
        Optional<Consumer<CodeBuilder>> body = body(element);
        if (body.isEmpty()) {
            code.with(element);
            return;
        }
        var call = (InvokeDynamicInstruction) element;
        String name = call.name().stringValue() + "$plain$" + methods.size();
        methods.add(
                builder ->
                        builder.withMethodBody(
                                name,
                                call.typeSymbol(),
                                ACC_PRIVATE | ACC_STATIC | ACC_SYNTHETIC,
                                body.get()));
        code.invokestatic(owner, name, call.typeSymbol(), isInterface);
    }

    /** Returns the code in place of a call that would be generated; nothing for other elements. */
    private static Optional<Consumer<CodeBuilder>> body(CodeElement element) {
        if (!(element instanceof InvokeDynamicInstruction call)) {
            return Optional.empty();
        }
        ClassDesc maker = call.bootstrapMethod().owner();
        List<ConstantDesc> constants = call.bootstrapArgs();
        if (maker.equals(SWITCHES)
                && call.bootstrapMethod().methodName().equals("typeSwitch")
                && constants.stream().allMatch(ClassDesc.class::isInstance)) {
            List<ClassDesc> types = constants.stream().map(ClassDesc.class::cast).toList();
            return Optional.of(code -> typeSwitch(code, types));
        }
        if (!maker.equals(RECORDS)) {
            return Optional.empty();
        }
        var type = (ClassDesc) constants.getFirst();
        List<DirectMethodHandleDesc> fields =
                constants.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
        return switch (call.name().stringValue()) {
            case "equals" -> Optional.of(code -> equal(code, type, fields));
            case "hashCode" -> Optional.of(code -> hash(code, type, fields));
            default -> Optional.empty(); // toString, which no start needs
        };
    }

    /** Given a value and the case to begin at: the first case whose type it has, -1 for null. */
    private static void typeSwitch(CodeBuilder code, List<ClassDesc> types) {
        Label isNull = code.newLabel();
        code.aload(0).ifnull(isNull);
        for (int each = 0; each < types.size(); each++) {
            Label next = code.newLabel();
            code.iload(1).loadConstant(each).if_icmpgt(next);
            code.aload(0).instanceOf(types.get(each)).ifeq(next);
            code.loadConstant(each).ireturn().labelBinding(next);
        }
        code.loadConstant(types.size()).ireturn();
        code.labelBinding(isNull).loadConstant(-1).ireturn();
    }

    /** Given a record and an object: whether they are the same, or equal in each field. */
    private static void equal(
            CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
        Label same = code.newLabel();
        Label differ = code.newLabel();
        code.aload(0).aload(1).if_acmpeq(same);
        code.aload(1).instanceOf(type).ifeq(differ);
        for (DirectMethodHandleDesc field : fields) {
            get(code.aload(0), type, field);
            get(code.aload(1).checkcast(type), type, field);
            goUnlessEqual(code, field(field), differ);
        }
        code.labelBinding(same).iconst_1().ireturn();
        code.labelBinding(differ).iconst_0().ireturn();
    }

    private static void goUnlessEqual(CodeBuilder code, ClassDesc type, Label differ) {
        switch (TypeKind.from(type)) {
            case BOOLEAN, BYTE, CHAR, SHORT, INT -> code.if_icmpne(differ);
            case LONG -> code.lcmp().ifne(differ);
            case FLOAT, DOUBLE ->
                    code.invokestatic(boxed(type), "compare", MethodTypeDesc.of(CD_int, type, type))
                            .ifne(differ);
            case REFERENCE ->
                    code.invokestatic(
                                    OBJECTS,
                                    "equals",
                                    MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object))
                            .ifeq(differ);
            case VOID -> throw new IllegalStateException("a field of no type");
        }
    }

    /** Given a record: 31 times the hash of the fields before, plus that of the field. */
    private static void hash(
            CodeBuilder code, ClassDesc type, List<DirectMethodHandleDesc> fields) {
        code.iconst_0();
        for (DirectMethodHandleDesc field : fields) {
            code.bipush(31).imul();
            get(code.aload(0), type, field);
            ClassDesc of = field(field);
            code.invokestatic(
                            of.isPrimitive() ? boxed(of) : OBJECTS,
                            "hashCode",
                            MethodTypeDesc.of(CD_int, of.isPrimitive() ? of : CD_Object))
                    .iadd();
        }
        code.ireturn();
    }

    private static void get(CodeBuilder code, ClassDesc type, DirectMethodHandleDesc field) {
        code.getfield(type, field.methodName(), field(field));
    }

    private static ClassDesc field(DirectMethodHandleDesc getter) {
        return getter.invocationType().returnType();
    }

    private static ClassDesc boxed(ClassDesc primitive) {
        return switch (TypeKind.from(primitive)) {
            case BOOLEAN -> CD_Boolean;
            case BYTE -> CD_Byte;
            case CHAR -> CD_Character;
            case SHORT -> CD_Short;
            case INT -> CD_Integer;
            case LONG -> CD_Long;
            case FLOAT -> CD_Float;
            case DOUBLE -> CD_Double;
            case REFERENCE, VOID -> throw new IllegalArgumentException(primitive.displayName());
        };
    }
}
