using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.CodeAnalysis.CSharp;
using Roost.Generators.Tests.Compiling;
using Roost.Validation;

namespace Roost.Generators.Tests.Validation;

/// <summary>Runs the validators generated for a program against values read from JSON.</summary>
internal sealed class Check
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly System.Reflection.Assembly _assembly;
    private readonly ValidatorSet _validators = new();

    public Check(string source, params CSharpCompilation[] others)
    {
        var generation = Generation.Of(Assembly.Contracts("Shop", source, [.. others.Select(o => o.AsReference())]));
        _assembly = generation.Load(others);
        Model = _assembly.GetCustomAttributes(false).OfType<GeneratedModelAttribute>().SingleOrDefault();
        Model?.AddValidators(_validators);
    }

    public GeneratedModelAttribute? Model { get; }

    /// <summary>The types whose validators the program offers.</summary>
    public IEnumerable<string> Offers => _assembly.GetTypes().Where(t => _validators.TryGet(t, out _)).Select(t => t.FullName!);

    /// <summary>What is wrong with a value: <c>path: message</c>, sorted.</summary>
    public string[] Errors(string type, string json)
    {
        var target = _assembly.GetType(type, throwOnError: true)!;
        return Errors(target, JsonSerializer.Deserialize(json, target, Options)!);
    }

    public string[] Errors(Type type, object value)
    {
        _validators.TryGet(type, out var validate).ShouldBeTrue();
        var context = new ValidationContext();
        validate!(value, context);
        return Print(context);
    }

    public static string[] Print(ValidationContext context) =>
        [.. context.Errors.SelectMany(e => e.Value.Select(message => $"{e.Key}: {message}")).Order(StringComparer.Ordinal)];
}
