using Roost.Generators.Text;

namespace Roost.Generators.Contracts;

/// <summary>Writes the client of a contract.</summary>
internal static class ContractEmitter
{
    private const string Tasks = "global::System.Threading.Tasks";
    private const string Channel = "global::Roost.Contracts.ContractChannel";
    private const string Nothing = "global::Roost.Contracts.Nothing";

    /// <param name="client">The class's name, unique within the assembly.</param>
    /// <param name="validator">The method that validates the arguments of a method of the contract, if they need it.</param>
    public static string Emit(ContractModel contract, string @namespace, string client, Func<MethodModel, string?> validator)
    {
        var code = CodeWriter.File(@namespace);
        code.Open($"internal sealed class {client} : {contract.Type}");
        foreach (var method in contract.Methods)
        {
            Method(code, contract, method, validator(method));
        }

        var methods = string.Concat(contract.Methods.Select(m => $", {m.Name}Method"));
        code.Line($"public static readonly global::Roost.Contracts.ContractDescriptor<{contract.Type}> Descriptor =");
        code.Continue($"new(static channel => new {client}(channel){methods});");
        code.Line();
        code.Line($"private readonly {Channel} _channel;").Line();
        code.Line($"public {client}({Channel} channel) => _channel = channel;");
        foreach (var method in contract.Methods)
        {
            Implementation(code.Line(), contract, method);
        }

        foreach (var method in contract.Methods)
        {
            Arguments(code.Line(), method);
        }

        return code.Close().ToString();
    }

    /// <summary>The struct that holds a method's arguments.</summary>
    public static string ArgumentsName(MethodModel method) => method.Name + "Arguments";

    private static void Method(CodeWriter code, ContractModel contract, MethodModel method, string? validator)
    {
        var values = string.Concat(method.Parameters.Select(p => $"arguments.{p.Name}, "));
        var call = $"contract.{method.Name}({values}cancellationToken)";
        code.Line($"public static readonly global::Roost.Contracts.ContractMethod<{contract.Type}, {ArgumentsName(method)}, {method.Result ?? Nothing}> {method.Name}Method = new(");
        code.Continue($"{Names.Literal(method.Name)},");
        code.Continue($"idempotent: {(method.IsIdempotent ? "true" : "false")},");
        if (method.Result is not null)
        {
            code.Continue($"static (contract, arguments, cancellationToken) => {call},");
        }
        else
        {
            code.Continue("static async (contract, arguments, cancellationToken) =>");
            code.Continue("{");
            code.Continue($"    await {call}.ConfigureAwait(false);");
            code.Continue("    return default;");
            code.Continue("},");
        }

        code.Continue($"validate: {validator ?? "null"},");
        code.Continue($"fail: {(method.CanFail ? "static error => error" : "null")});").Line();
    }

    private static void Implementation(CodeWriter code, ContractModel contract, MethodModel method)
    {
        var parameters = string.Concat(method.Parameters.Select(p => $"{p.Type} {p.Name}, "));
        var values = string.Join(", ", method.Parameters.Select(p => p.Name));
        var task = method.Result is null ? $"{Tasks}.Task" : $"{Tasks}.Task<{method.Result}>";

        // Explicit, so that no name of the contract can meet one of this class.
        code.Line($"{task} {contract.Type}.{method.Name}({parameters}global::System.Threading.CancellationToken {method.Token}) =>");
        code.Continue($"this._channel.CallAsync({method.Name}Method, new {ArgumentsName(method)}({values}), {method.Token});");
    }

    private static void Arguments(CodeWriter code, MethodModel method)
    {
        var parameters = string.Join(", ", method.Parameters.Select(p => $"{p.Type} {p.Name}"));
        if (method.Parameters.Count > 0)
        {
            // A struct is otherwise filled by its setters, and an argument that is missing from the message goes unnoticed.
            code.Line("[method: global::System.Text.Json.Serialization.JsonConstructor]");
        }

        code.Line($"internal readonly record struct {ArgumentsName(method)}({parameters});");
    }
}
