namespace Roost.Remoting.Compatibility.Description;

/// <summary>A contract, as other hosts call it.</summary>
internal sealed record ContractDescription
{
    /// <summary>Whether no code of its version calls it: the compiler refuses that.</summary>
    public bool IsObsolete { get; init; }

    /// <summary>The modules that declare that they use it: a server refuses hosts that activate neither one of them nor the module that exports it.</summary>
    public required IReadOnlyList<string> UsedBy { get; init; }

    /// <summary>Whether the host program calls it itself: then every host may.</summary>
    public bool IsUsedByHosts { get; init; }

    public required SortedDictionary<string, MethodDescription> Methods { get; init; }
}

/// <summary>A method of a contract.</summary>
internal sealed record MethodDescription
{
    /// <summary>Its parameters; they travel as one object.</summary>
    public required SortedDictionary<string, Field> Arguments { get; init; }

    /// <summary>What it answers; <see langword="null"/> for nothing.</summary>
    public Shape? Result { get; init; }

    public bool IsIdempotent { get; init; }

    /// <summary>Whether its result has room for an error.</summary>
    public bool CanFail { get; init; }

    /// <summary>Whether no code of its version calls it.</summary>
    public bool IsObsolete { get; init; }
}
