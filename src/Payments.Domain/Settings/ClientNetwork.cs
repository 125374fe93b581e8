using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Payments.Domain.Settings;

/// <summary>
/// Who counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, which one customer has to himself.
/// </summary>
/// <param name="Value">The address as a number, or those bits. No network of the internet has the first 32 of them all zero.</param>
public readonly record struct ClientNetwork(ulong Value)
{
    /// <summary>The network of an address.</summary>
    public static ClientNetwork Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        return new ClientNetwork(address.AddressFamily is AddressFamily.InterNetwork
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt64BigEndian(bytes));
    }

    /// <summary><c>203.0.113.7</c>, or <c>2001:db8:1:2::/64</c>.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        if (Value <= uint.MaxValue)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)Value);
            return new IPAddress(bytes[..4]).ToString();
        }
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Value);
        return $"{new IPAddress(bytes)}/64";
    }
}
