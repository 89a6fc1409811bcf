using Shop.Shapes.Tests;

[assembly: AssemblyFixture(typeof(ShopUnderTest))]
