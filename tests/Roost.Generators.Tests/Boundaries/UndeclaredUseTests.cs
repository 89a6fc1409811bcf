using Roost.Generators.Tests.Compiling;

namespace Roost.Generators.Tests.Boundaries;

public sealed class UndeclaredUseTests
{
    private const string Message = "error ROOST1003: Module 'orders' mentions contract 'ICatalog' and does not declare its use. Add [Uses<ICatalog>] to 'OrdersModule'.";

    private static readonly Microsoft.CodeAnalysis.MetadataReference Found = Assembly.Contracts("Shop.Found", """
        namespace Shop.Found;
        public static class Finder
        {
            public static Shop.Catalog.ICatalog Catalog() => throw new InvalidOperationException();
            public static Task<Shop.Catalog.ICatalog> CatalogAsync() => throw new InvalidOperationException();
            public static void With(Action<Shop.Catalog.ICatalog> use) => throw new InvalidOperationException();
        }
        """, Shop.CatalogContracts).AsReference();

    [Theory]
    [InlineData("private readonly ICatalog? _catalog = null; public object? O => _catalog;", "(7,18)")]
    [InlineData("public Task DoAsync(IEnumerable<Shop.Catalog.ICatalog?[]> all) => Task.CompletedTask;", "(7,46)")]
    [InlineData("public Type Type => typeof(ICatalog);", "(7,28)")]
    [InlineData("public object Cast(object o) => (ICatalog)o;", "(7,34)")]
    [InlineData("public object? Get(IServiceProvider p) { var c = p.GetService(typeof(Catalogue)); return c; }", "(2,32)")]
    [InlineData("public void Get() { var c = Finder.Catalog(); }", "(7,21)")]
    [InlineData("public async Task GetAsync() { foreach (var c in new[] { await Finder.CatalogAsync() }) { } }", "(7,41)")]
    [InlineData("public Task GetAsync() => Finder.Catalog().FindAsync(default, default);", "(7,27)")]
    [InlineData("public async Task GetAsync() => await (await Finder.CatalogAsync()).FindAsync(default, default);", "(7,40)")]
    [InlineData("public void Get() => Finder.With(c => c.FindAsync(default, default));", "(7,39)")]
    public async Task Any_mention_is_reported_once(string member, string place) =>
        (await Analysis.OfAsync(Program("[Uses<IPrices>]", member))).ShouldBe([$"{place}: {Message}"]);

    [Theory]
    [InlineData("[Uses<ICatalog>]")]
    [InlineData("[Exports<ICatalog>]")]
    public async Task A_declared_contract_may_be_mentioned(string attribute) =>
        (await Analysis.OfAsync(Program(attribute, "public Task GetAsync(ICatalog c) { var d = Finder.Catalog(); return c.FindAsync(default, default); }"))).ShouldBeEmpty();

    [Theory]
    [InlineData("/// <summary>As <see cref=\"ICatalog\"/> has it.</summary>\npublic int Number => 1;")]
    [InlineData("public Product? Product { get; init; }")]
    [InlineData("public string Text(string ICatalog) => ICatalog;")]
    [InlineData("public void Get() { var text = \"ICatalog\"; var list = new List<Product>(); list.Clear(); Console.WriteLine(text); }")]
    public async Task What_is_no_mention_is_left_alone(string member) =>
        (await Analysis.OfAsync(Program("", member))).ShouldBeEmpty();

    private static Microsoft.CodeAnalysis.CSharp.CSharpCompilation Program(string attributes, string member) => Assembly.Module("Shop.Orders", $$"""
        using Shop.Catalog; using Shop.Found;
        {{(member.Contains("Catalogue", StringComparison.Ordinal) ? "using Catalogue = ICatalog;".Replace("ICatalog", "Shop.Catalog.ICatalog", StringComparison.Ordinal) : "")}}
        [Module("orders")] {{attributes}}
        public sealed class OrdersModule : Module { protected override void Declare(ModuleDeclaration module) { } }
        internal sealed class Service
        {
        {{member}}
        }
        """, Shop.CatalogContracts, Found);
}
