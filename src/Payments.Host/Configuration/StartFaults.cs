using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using Payments.Domain.Secrets;
using Payments.Domain.Settings;
using Payments.Storage;

namespace Payments.Host.Configuration;

/// <summary>What keeps a gateway from starting, in one line for who starts it. What is not foreseen here keeps its trace.</summary>
public static class StartFaults
{
    /// <summary>The line, or null for what is not foreseen.</summary>
    public static string? InWords(Exception exception) => exception switch
    {
        SettingException or SecretException or OptionsValidationException or DatabaseRefusalException => exception.Message,
        DbException => $"The database cannot be used: {exception.Message}{(exception.InnerException is { } cause ? $": {cause.Message}" : "")}",
        // An address in use, or a file; the message names it. A lock that another program holds.
        IOException or UnauthorizedAccessException or TimeoutException => exception.Message,
        // An address that is not this machine's, or a port that takes other rights.
        SocketException => $"The gateway cannot listen where Urls says: {exception.Message}",
        _ => null,
    };
}
