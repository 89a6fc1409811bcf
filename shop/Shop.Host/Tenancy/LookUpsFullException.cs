namespace Shop.Host.Tenancy;

/// <summary>More names of shops are being looked up than can be waited for.</summary>
internal sealed class LookUpsFullException() : Exception("Too many names of shops are being looked up at this moment.");
