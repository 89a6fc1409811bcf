using System.Collections.Immutable;
using Roost.Generators.Contracts;
using Roost.Generators.Diagnostics;
using Roost.Generators.Text;
using Roost.Generators.Validation;

namespace Roost.Generators.Model;

/// <summary>All that is generated for an assembly, put together from what was read of its parts.</summary>
internal sealed class AssemblyModel
{
    private readonly TargetModel _target;
    private readonly List<(string Client, ContractModel Contract)> _clients = [];
    private readonly ValidationGraph _graph;
    private readonly List<string> _migrations;

    public AssemblyModel(
        TargetModel target,
        IEnumerable<ContractModel?> contracts,
        IReadOnlyCollection<TypeReading?> types,
        IEnumerable<string?> migrations)
    {
        _target = target;
        foreach (var contract in contracts.OfType<ContractModel>().Distinct().OrderBy(c => c.Type, StringComparer.Ordinal))
        {
            var same = _clients.Count(c => c.Contract.Stem == contract.Stem);
            _clients.Add((contract.Stem + "Client" + (same == 0 ? "" : (same + 1).ToString()), contract));
        }

        var readings = types.OfType<TypeReading>().ToList();
        _graph = new(readings.SelectMany(r => r.Nodes)
            .Concat(_clients.SelectMany(c => c.Contract.Types))
            .Concat(_clients.SelectMany(c => c.Contract.Methods.Select(m => Arguments(c.Client, m)))));
        _migrations = [.. migrations.OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(id => id, StringComparer.Ordinal)];

        var closed = new HashSet<string>(_graph.Definitions, StringComparer.Ordinal);
        Faults =
        [
            .. readings.SelectMany(r => r.Faults)
                .Concat(_clients.SelectMany(c => c.Contract.Faults))
                .Concat(readings.Select(r => r.OpenGeneric).OfType<OpenGeneric>().Where(g => !closed.Contains(g.Definition)).Select(g => g.Fault))
                .Distinct(),
        ];
    }

    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>The files, each with its name.</summary>
    public IEnumerable<(string Name, string Source)> Files()
    {
        foreach (var (client, contract) in _clients)
        {
            yield return ($"{client}.g.cs", ContractEmitter.Emit(contract, _target.Namespace, client, m => Validator(client, m)));
        }

        var validated = _graph.Live.ToList();
        if (validated.Count > 0)
        {
            yield return ("Validators.g.cs", new ValidatorEmitter(_graph).Emit(_target.Namespace));
        }

        if (_clients.Count + validated.Count + _migrations.Count > 0)
        {
            var offered = validated.Where(t => t.IsDeclaredHere).Select(t => t.Type).ToList();
            yield return ("RoostModel.g.cs", ModelEmitter.Emit(_target.Namespace, _clients.Select(c => c.Client), offered, _migrations));
        }
    }

    private string? Validator(string client, MethodModel method) =>
        _graph.IsLive(ArgumentsType(client, method)) ? "Validators.Validate" : null;

    private TypeNode Arguments(string client, MethodModel method) => new(
        ArgumentsType(client, method),
        IsDeclaredHere: false,
        IsValueType: true,
        IsValidatableObject: false,
        Rules: default,
        method.Parameters.Select(p => p.Member).ToImmutableArray(),
        Bases: default,
        Derived: default,
        Definition: null);

    private string ArgumentsType(string client, MethodModel method) =>
        $"global::{_target.Namespace}.{client}.{ContractEmitter.ArgumentsName(method)}";
}
