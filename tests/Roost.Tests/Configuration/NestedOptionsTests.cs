using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Roost.Configuration;

namespace Roost.Tests.Configuration;

public sealed class NestedOptionsTests
{
    [Fact]
    public void Rules_of_nested_sections_lists_and_dictionaries_hold_and_name_their_keys() =>
        Failures(("Nest:Inner:Permits", "0"), ("Nest:Items:0:Permits", "5"), ("Nest:Items:1:Permits", "-1"), ("Nest:ByName:a:Permits", "11"))
            .ShouldBe(["Inner:Permits", "Items:1:Permits", "ByName:a:Permits"], ignoreOrder: true);

    [Fact]
    public void What_is_in_order_passes() => Failures(("Nest:Inner:Permits", "3")).ShouldBeEmpty();

    private static string[] Failures(params (string Key, string Value)[] settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
        services.AddCheckedOptions<Outer>("Nest");
        using var provider = services.BuildServiceProvider();
        try
        {
            _ = provider.GetRequiredService<IOptions<Outer>>().Value;
            return [];
        }
        catch (OptionsValidationException exception)
        {
            return [.. exception.Failures.Select(failure => failure[..failure.IndexOf(": ", StringComparison.Ordinal)])];
        }
    }

    internal sealed class Outer
    {
        public Inner Inner { get; set; } = new();

        public IList<Inner> Items { get; } = [];

        public Dictionary<string, Inner> ByName { get; } = [];

        public string[] Texts { get; set; } = ["a"];

        public TimeSpan? Window { get; set; } = TimeSpan.Zero;
    }

    internal sealed class Inner
    {
        [Range(1, 10)]
        public int Permits { get; set; } = 1;
    }
}
