using Microsoft.Extensions.DependencyInjection;
using Roost.Modules;
using Shop.Catalog.Contracts;
using Shop.Catalog.Demo;
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
        .Database<CatalogDb>()
        .Endpoints<ProductEndpoints>()
        .Contributes<IDemoData, DemoProducts>()
        .Services(services => services.AddScoped<ProductRepository>().AddScoped<ProductReader>());
}
