using System.Text;
using Payments.Domain.Callbacks;
using Payments.Domain.Callbacks.Formats;

namespace Payments.Http.Console.Deliveries;

/// <summary>The <c>curl</c> command that sends a callback to another address as it was sent last: same method, headers and body.</summary>
internal static class ReplayCommand
{
    /// <summary>Where it goes unless another address is given: a program on one's own machine.</summary>
    public const string Scratch = "http://127.0.0.1:8000/";

    /// <summary>The command for a POSIX shell.</summary>
    /// <param name="delivery">The callback.</param>
    /// <param name="to">An absolute http or https URL.</param>
    public static string Of(Delivery delivery, string to)
    {
        var format = CallbackFormats.Of(delivery);
        var method = delivery.Attempts.LastOrDefault()?.Method is { } last && format.Methods.Contains(last) ? last : format.Methods[^1];
        var command = new StringBuilder("curl -i -X ").Append(method);
        foreach (var (name, value) in delivery.Headers) command.Append(" -H ").Append(Quoted($"{name}: {value}"));
        if (method == "GET") return command.Append(' ').Append(Quoted(CallbackUrl.WithQuery(to, delivery.Payload))).ToString();
        return command.Append(" -H ").Append(Quoted($"Content-Type: {format.ContentType}; charset=utf-8"))
            .Append(" --data-raw ").Append(Quoted(delivery.Payload)).Append(' ').Append(Quoted(to)).ToString();
    }

    /// <summary>Within single quotes a shell reads everything as it stands but the quote itself.</summary>
    private static string Quoted(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
