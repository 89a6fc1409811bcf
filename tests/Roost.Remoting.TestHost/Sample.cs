using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Roost.Remoting.TestHost;

/// <summary>Data of every sort that travels.</summary>
public sealed record Sample(
    Guid Id,
    TenantId Tenant,
    string Text,
    string? Nullable,
    bool Flag,
    byte Small,
    int Number,
    long Large,
    double Real,
    decimal Money,
    DateTimeOffset At,
    DateOnly Day,
    TimeOnly Time,
    TimeSpan Span,
    Uri Link,
    Deed Choice,
    int? Perhaps,
    ReadOnlyMemory<byte> Bytes,
    ImmutableArray<int> Numbers,
    IReadOnlyList<Part> Parts,
    IReadOnlyDictionary<string, Part> ByName,
    Shape Shape);

public sealed record Part(string Name, int Quantity)
{
    public string? Note { get; init; }
}

/// <summary>One of several.</summary>
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Box), "box")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Box(double Width, double Height) : Shape;
