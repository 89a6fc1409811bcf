namespace Shop.Webhooks.Addresses;

/// <summary>A name leads to no address that messages may go to.</summary>
internal sealed class RefusedAddressException(string host) : Exception($"'{host}' leads to no address that messages may go to.");
