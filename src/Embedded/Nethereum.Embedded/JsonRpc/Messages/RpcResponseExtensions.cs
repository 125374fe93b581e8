using System.Text.Json;

namespace Nethereum.JsonRpc.Client.RpcMessages;

/// <summary>Reads results.</summary>
public static class RpcResponseExtensions
{
    /// <summary>The result in the type that was asked for; null when there is none.</summary>
    /// <exception cref="FormatException">A value in it has no such format.</exception>
    /// <exception cref="Exception">It has another shape.</exception>
    public static T? GetResult<T>(this RpcResponseMessage response)
    {
        if (response.Result is null) return default;
        try
        {
            return JsonSerializer.SerializeToElement(response.Result).Deserialize<T>();
        }
        catch (FormatException exception)
        {
            throw new FormatException($"Invalid format when trying to convert the result to type {typeof(T)}", exception);
        }
        catch (Exception exception)
        {
            throw new Exception($"Unable to convert the result to type {typeof(T)}", exception);
        }
    }
}
