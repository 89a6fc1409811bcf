using System.Security.Cryptography;
using System.Text;
using Shop.Orders.Orders;

namespace Shop.Orders;

/// <summary>
/// Names what an order asks of other modules outside of its sagas, each thing by an operation id of its own: the same again when it is asked for again, and
/// no other's, so that a callee may keep one book for all its operations.
/// </summary>
internal static class StepIds
{
    private const int TimeBytes = 6;

    /// <summary>The reservation of an order from before checkouts were sagas.</summary>
    public static Guid FormerReservation(Order order) => Derive(order.Id, "reservation");

    public static Guid Confirmation(Order order) => Derive(order.Id, "confirmation");

    // A UUIDv8 as in RFC 9562, section 5.8: the time of the order's own id in front, so that they lie together in indexes, then a hash.
    private static Guid Derive(Guid order, string step)
    {
        Span<byte> name = [.. order.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(step)];
        Span<byte> id = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(name, id);
        name[..TimeBytes].CopyTo(id);
        id[6] = (byte)(0x80 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }
}
