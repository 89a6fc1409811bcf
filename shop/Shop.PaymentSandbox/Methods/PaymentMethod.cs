namespace Shop.PaymentSandbox.Methods;

/// <summary>A test card, named for the way it behaves.</summary>
internal sealed record PaymentMethod(string Name)
{
    /// <summary>Why the bank declines it; null when it doesn't.</summary>
    public string? DeclineCode { get; init; }

    /// <summary>Charges only after <c>Sandbox:SlowSeconds</c>.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Fails every time and charges nothing.</summary>
    public bool Fails { get; init; }

    /// <summary>Charges, but the first answer under a key never arrives.</summary>
    public bool LosesAnswer { get; init; }

    private static readonly Dictionary<string, PaymentMethod> ByName = new PaymentMethod[]
    {
        new("pm_ok"),
        new("pm_declined") { DeclineCode = "card_declined" },
        new("pm_slow") { IsSlow = true },
        new("pm_error") { Fails = true },
        new("pm_lost") { LosesAnswer = true },
    }.ToDictionary(method => method.Name);

    /// <summary>The names of all methods, for messages.</summary>
    public static string Names => string.Join(", ", ByName.Keys);

    public static PaymentMethod? Find(string name) => ByName.GetValueOrDefault(name);
}
