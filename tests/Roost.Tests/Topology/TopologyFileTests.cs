using Microsoft.Extensions.Configuration;
using Roost.Model;
using Roost.Modules;
using Roost.Startup;
using Roost.Topology;

namespace Roost.Tests.Topology;

/// <summary>What a host makes of a topology file: what it is, or all that is wrong at once.</summary>
public sealed class TopologyFileTests : IDisposable
{
    private const string Whole = """
        {
            // Comments are for those who edit it.
            "hosts": {
                "gateway": { "roles": ["gateway"], "port": 8080 },
                "shop": { "roles": ["api"], "modules": ["selling"], "port": 8081, "address": "shop.internal" },
                "store": { "roles": ["api"], "modules": ["storing"], "port": 8082, "internalPort": 8182 },
                "workers": { "roles": ["worker"], "modules": ["*"] },
            }
        }
        """;

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void A_host_is_what_the_file_says()
    {
        var (shape, faults) = Read(Whole, "shop");

        faults.ShouldBeEmpty();
        (shape.Name, shape.Roles).ShouldBe(("shop", HostRoles.Api));
        shape.Modules.Select(module => module.Name).ShouldBe(["selling"]);
        shape.Topology!.Self.ShouldBe(shape.Topology.Hosts[1]);
        (shape.Topology.Self.Address, shape.Topology.Self.Port, shape.Topology.Self.InternalPort, shape.Topology.Self.Database).ShouldBe(("shop.internal", 8081, null, "main"));
        Read(Whole, "workers").Shape.Modules.Select(module => module.Name).ShouldBe(["selling", "storing"]);
        Read(Whole, "gateway").Shape.Modules.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{""", "RST120")]
    [InlineData("""[]""", "RST120")]
    [InlineData("""{ "hosts": {} }""", "RST120")]
    [InlineData("""{ "hosts": { "Shop": { "roles": ["api", "worker"], "modules": ["*"] } } }""", "RST121")]
    [InlineData("""{ "hosts": { "shop": 7 } }""", "RST121")]
    [InlineData("""{ "hosts": { "shop": { "modules": ["*"] } } }""", "RST121 RST125 RST125")]
    [InlineData("""{ "hosts": { "shop": { "roles": "api", "modules": ["*"] } } }""", "RST121 RST121 RST125 RST125")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*"], "adress": "x" } } }""", "RST121")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*"], "address": "a b" } } }""", "RST121")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker", "boss"], "modules": ["*"] } } }""", "RST003")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*", "nothing"] } } }""", "RST004")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*"], "port": 70000 } } }""", "RST124")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*"], "port": 8080, "internalPort": 8080 } } }""", "RST124")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*"] }, "front": { "roles": ["gateway"], "modules": ["*"] } } }""", "RST123 RST124 RST124")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["*"], "port": 8080 }, "both": { "roles": ["gateway", "api"], "modules": ["*"], "port": 8081 } } }""", "RST123")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api"], "modules": ["*"] } } }""", "RST125 RST125")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api", "worker"], "modules": ["selling"] }, "store": { "roles": ["api", "worker"], "modules": ["storing"] } } }""", "RST128")]
    [InlineData("""{ "hosts": { "shop": { "roles": ["api"], "modules": ["*"], "database": "one" }, "workers": { "roles": ["worker"], "modules": ["*"], "database": "two" } } }""", "RST129 RST129")]
    public void All_that_is_wrong_is_told_at_once(string json, string codes) =>
        string.Join(' ', Read(json, "shop").Faults.Select(fault => fault.Code).Where(code => code != "RST126").Order(StringComparer.Ordinal)).ShouldBe(codes);

    [Fact]
    public void A_host_that_is_not_in_the_file_is_told_which_are()
    {
        var fault = Read(Whole, "shelf").Faults.ShouldHaveSingleItem();

        fault.Code.ShouldBe("RST126");
        fault.Remedy.ShouldStartWith("Use one of gateway, shop, store, workers, or add it to ");
    }

    [Fact]
    public void The_configuration_cannot_say_otherwise() =>
        Read(Whole, "shop", ("Roost:Host:Roles", "worker"), ("Roost:Host:Modules", "*")).Faults.Select(fault => fault.Code).ShouldBe(["RST127", "RST127"]);

    private (HostShape Shape, List<Fault> Faults) Read(string json, string name, params (string Key, string Value)[] settings)
    {
        File.WriteAllText(_file, json);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Roost:Host:Topology", _file), new("Roost:Host:Name", name), .. settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)),
        ]).Build();
        var faults = new List<Fault>();
        var model = new ApplicationModel([new SellingModule(), new StoringModule()], new Dictionary<Type, Func<IServiceProvider, object>>(), []);
        return (HostShapeReader.Read(configuration, model, faults), faults);
    }

    [Module("selling")]
    [Uses<Contracts.ILedger>]
    private sealed class SellingModule : Module
    {
        protected override void Declare(ModuleDeclaration module)
        {
        }
    }

    [Module("storing")]
    [Exports<Contracts.ILedger>]
    private sealed class StoringModule : Module
    {
        protected override void Declare(ModuleDeclaration module)
        {
        }
    }
}
