using Roost.Generators.Diagnostics;
using Roost.Generators.Text;
using Roost.Generators.Validation;

namespace Roost.Generators.Contracts;

/// <summary>A contract that clients can be generated for.</summary>
/// <param name="Type">The interface as code writes it.</param>
/// <param name="Name">Its simple name.</param>
/// <param name="Methods">Its methods, in the order of their declaration.</param>
/// <param name="Types">Types with rules that its arguments lead to and other assemblies declare.</param>
/// <param name="Faults">What is wrong with the rules for its arguments.</param>
internal sealed record ContractModel(string Type, string Name, EquatableArray<MethodModel> Methods, EquatableArray<TypeNode> Types, EquatableArray<Fault> Faults)
{
    /// <summary><c>IInventory</c> gives <c>Inventory</c>.</summary>
    public string Stem => Name.Length > 1 && Name[0] == 'I' && char.IsUpper(Name[1]) ? Name.Substring(1) : Name;
}

/// <param name="Name">The method's name, unique within its contract.</param>
/// <param name="Result">What its task yields, as code writes it; <see langword="null"/> for a plain task.</param>
/// <param name="IsIdempotent">Whether it may be repeated.</param>
/// <param name="Parameters">Its parameters without the cancellation token.</param>
/// <param name="Token">The cancellation token's name, escaped.</param>
internal sealed record MethodModel(string Name, string? Result, bool IsIdempotent, EquatableArray<ParameterModel> Parameters, string Token)
{
    /// <summary>Whether the result has room for an error, to which the compiler converts one.</summary>
    public bool CanFail => Result == "global::Roost.Result" || Result?.StartsWith("global::Roost.Result<", System.StringComparison.Ordinal) == true;
}

/// <param name="Type">Its type as code writes it.</param>
/// <param name="Name">Its name, escaped.</param>
/// <param name="Member">It as a member of the arguments.</param>
internal sealed record ParameterModel(string Type, string Name, MemberNode Member);
