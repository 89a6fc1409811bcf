using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Catalog.Contracts;
using Shop.Catalog.Demo;
using Shop.Catalog.Imports;
using Shop.Catalog.Products;

namespace Shop.Catalog;

/// <summary>What the shop sells: products, their prices and descriptions.</summary>
[Module("catalog")]
[Exports<ICatalog>]
public sealed class CatalogModule : Module
{
    /// <inheritdoc/>
    protected override void Declare(ModuleDeclaration module) => module
        .Implements<ICatalog, CatalogService>()
        .Options<CatalogOptions>()
        .Database<CatalogDb>()
        .Endpoints<ProductEndpoints>()
        .Endpoints<ImportEndpoints>()
        // One file of a shop at a time: two at once would change the same products in any order. Not .InOrder(): a dead letter would keep all later files out.
        .Job<ImportProducts, ImportProductsHandler>(job => job.Queue("imports").ConcurrencyPerTenant(1).Timeout(TimeSpan.FromMinutes(30)))
        .Contributes<IDemoData, DemoProducts>()
        .Services(services => services
            .AddScoped<ProductRepository>()
            .AddScoped<ProductReader>()
            .AddScoped<Upload>()
            .AddScoped<ImportRepository>()
            .AddScoped<ProductImport>()
            .AddSingleton<ImportLine>());
}
