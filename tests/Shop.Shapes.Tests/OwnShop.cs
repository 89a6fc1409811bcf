namespace Shop.Shapes.Tests;

/// <summary>A shop that a test has opened for itself, where nobody else buys or sells.</summary>
internal sealed record OwnShop(string Name, Person Owner, Person Customer) : IDisposable
{
    public void Dispose()
    {
        Owner.Dispose();
        Customer.Dispose();
    }
}
