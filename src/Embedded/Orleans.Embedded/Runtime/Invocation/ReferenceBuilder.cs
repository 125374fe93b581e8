using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime.Invocation;

/// <summary>Generates, for a grain interface, the reference class and one call class per method.</summary>
internal static class ReferenceBuilder
{
    private static readonly ModuleBuilder Module = AssemblyBuilder
        .DefineDynamicAssembly(new AssemblyName("Orleans.Embedded.References"), AssemblyBuilderAccess.Run)
        .DefineDynamicModule("References");

    private static int generated;

    private static readonly MethodInfo SendVoid = Sender(isGeneric: false);
    private static readonly MethodInfo SendResult = Sender(isGeneric: true);
    private const MethodAttributes Override = MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.HideBySig;

    private static readonly ConstructorInfo OutOfRange = typeof(ArgumentOutOfRangeException).GetConstructor([typeof(string)])!;

    /// <summary>The interface's methods, inherited ones included, in the order of their numbers.</summary>
    public static MethodInfo[] MethodsOf(Type grainInterface) =>
        [.. grainInterface.GetInterfaces().Prepend(grainInterface)
            .SelectMany(declaring => declaring.GetMethods(BindingFlags.Instance | BindingFlags.Public))
            .Where(method => method.IsAbstract)];

    /// <summary>A class derived from <see cref="GrainReference"/> that implements the interface.</summary>
    /// <exception cref="NotSupportedException">A method returns no task, or is generic.</exception>
    public static Type Build(Type grainInterface)
    {
        lock (Module)
        {
            var name = $"{grainInterface.FullName}.Reference.{Interlocked.Increment(ref generated)}";
            var reference = Module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainReference), [grainInterface]);
            reference.DefineDefaultConstructor(MethodAttributes.Public);
            var methods = MethodsOf(grainInterface);
            for (var i = 0; i < methods.Length; i++) DefineMethod(reference, methods[i], i, BuildCall(name, methods[i], i));
            return reference.CreateType();
        }
    }

    private static (ConstructorInfo Constructor, FieldInfo[] Arguments) BuildCall(string owner, MethodInfo method, int number)
    {
        if (method.IsGenericMethodDefinition) throw new NotSupportedException($"Generic grain method {method} is not supported here.");
        var call = Module.DefineType($"{owner}.Call{number}", TypeAttributes.Public | TypeAttributes.Sealed, typeof(GrainCall));
        var parameters = method.GetParameters();
        var fields = parameters.Select((parameter, i) => call.DefineField($"argument{i}", parameter.ParameterType, FieldAttributes.Public)).ToArray();
        call.DefineDefaultConstructor(MethodAttributes.Public);

        var invoke = call.DefineMethod(nameof(GrainCall.Invoke), Override, typeof(Task), [typeof(object)]);
        var il = invoke.GetILGenerator();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Castclass, method.DeclaringType!);
        foreach (var field in fields)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, field);
        }
        il.Emit(OpCodes.Callvirt, method);
        if (method.ReturnType.IsValueType)
        {
            var local = il.DeclareLocal(method.ReturnType);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Call, method.ReturnType.GetMethod(nameof(ValueTask.AsTask))!);
        }
        il.Emit(OpCodes.Ret);

        BuildGetArgument(call, fields);
        BuildCancellation(call, fields);
        var type = call.CreateType();
        return (type.GetConstructor(Type.EmptyTypes)!, [.. fields.Select(field => type.GetField(field.Name)!)]);
    }

    private static void BuildGetArgument(TypeBuilder call, FieldBuilder[] fields)
    {
        var get = call.DefineMethod(nameof(GrainCall.GetArgument), Override, typeof(object), [typeof(int)]);
        var il = get.GetILGenerator();
        var labels = fields.Select(_ => il.DefineLabel()).ToArray();
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Switch, labels);
        il.Emit(OpCodes.Ldstr, "index");
        il.Emit(OpCodes.Newobj, OutOfRange);
        il.Emit(OpCodes.Throw);
        for (var i = 0; i < fields.Length; i++)
        {
            il.MarkLabel(labels[i]);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, fields[i]);
            if (fields[i].FieldType.IsValueType) il.Emit(OpCodes.Box, fields[i].FieldType);
            il.Emit(OpCodes.Ret);
        }
    }

    private static void BuildCancellation(TypeBuilder call, FieldBuilder[] fields)
    {
        var tokens = fields.Where(field => field.FieldType == typeof(CancellationToken)).ToArray();
        if (tokens.Length == 0) return;
        if (tokens.Length > 1) throw new NotSupportedException($"{call.Name}: a grain method takes one cancellation token at most.");
        var get = call.DefineMethod(nameof(GrainCall.GetCancellationToken), Override, typeof(CancellationToken), Type.EmptyTypes).GetILGenerator();
        get.Emit(OpCodes.Ldarg_0);
        get.Emit(OpCodes.Ldfld, tokens[0]);
        get.Emit(OpCodes.Ret);
        var set = call.DefineMethod(nameof(GrainCall.SetCancellationToken), Override, typeof(void), [typeof(CancellationToken)]).GetILGenerator();
        set.Emit(OpCodes.Ldarg_0);
        set.Emit(OpCodes.Ldarg_1);
        set.Emit(OpCodes.Stfld, tokens[0]);
        set.Emit(OpCodes.Ret);
    }

    private static void DefineMethod(TypeBuilder reference, MethodInfo method, int number, (ConstructorInfo Constructor, FieldInfo[] Arguments) call)
    {
        var parameters = method.GetParameters().Select(parameter => parameter.ParameterType).ToArray();
        var definition = reference.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig | MethodAttributes.NewSlot,
            method.ReturnType, parameters);
        var il = definition.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Newobj, call.Constructor);
        for (var i = 0; i < parameters.Length; i++)
        {
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Ldarg, i + 1);
            il.Emit(OpCodes.Stfld, call.Arguments[i]);
        }
        il.Emit(OpCodes.Ldc_I4, number);
        var result = ResultOf(method);
        il.Emit(OpCodes.Call, result is null ? SendVoid : SendResult.MakeGenericMethod(result));
        if (method.ReturnType.IsValueType)
            il.Emit(OpCodes.Newobj, method.ReturnType.GetConstructor([result is null ? typeof(Task) : typeof(Task<>).MakeGenericType(result)])!);
        il.Emit(OpCodes.Ret);
        reference.DefineMethodOverride(definition, method);
    }

    private static Type? ResultOf(MethodInfo method)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask)) return null;
        if (type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            return type.GetGenericArguments()[0];
        throw new NotSupportedException($"Grain method {method.DeclaringType}.{method.Name} must return a task.");
    }

    private static MethodInfo Sender(bool isGeneric) => typeof(GrainReference)
        .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic)
        .Single(method => method.Name == "Send" && method.IsGenericMethodDefinition == isGeneric);
}
