using Payments.Domain.Secrets;

namespace Payments.Domain.Tests.Secrets;

/// <summary>Foreseeable bytes: 0, 1, 2 … on and on.</summary>
public sealed class CountingRandomBytes : IRandomBytes
{
    private byte next;

    public void Fill(Span<byte> bytes)
    {
        foreach (ref var one in bytes) one = next++;
    }
}
