using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Payments.Http.Common;

/// <summary>Reads bodies, up to a size.</summary>
internal static class RequestBody
{
    /// <summary>The largest body of forms and of JSON.</summary>
    public const int Limit = 64 << 10;

    /// <summary>Reads a body whole and makes something of it.</summary>
    /// <exception cref="InputException">It is too large, or ends too early.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, Func<ReadOnlySpan<byte>, T> read)
    {
        if (request.ContentLength > Limit) throw TooLarge();
        var buffer = ArrayPool<byte>.Shared.Rent(Limit + 1);
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer.AsMemory(0, Limit + 1), Limit + 1, throwOnEndOfStream: false);
            return length > Limit ? throw TooLarge() : read(buffer.AsSpan(0, length));
        }
        catch (BadHttpRequestException refusal)
        {
            // The server gives up on a body without a length that goes on beyond its own limit.
            throw refusal.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : new InputException("body", "could not be read", refusal.StatusCode);
        }
        catch (IOException)
        {
            // So the server says that a chunk's size is no number that it can hold; a client that is gone hears nothing in any case.
            throw new InputException("body", "could not be read");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The refusal of what is larger.</summary>
    public static InputException TooLarge(int limit = Limit) =>
        new("body", $"at most {limit >> 10} KiB", StatusCodes.Status413PayloadTooLarge);
}
