using System.Data.Common;
using Microsoft.Extensions.Options;
using Payments.Domain.Secrets;

namespace Payments.Host.Configuration;

/// <summary>What keeps a gateway from starting, in one line for who starts it. What is not foreseen here keeps its trace.</summary>
public static class StartFaults
{
    /// <summary>The line, or null for what is not foreseen.</summary>
    public static string? InWords(Exception exception) => exception switch
    {
        // The binder's message names the setting and the value.
        InvalidOperationException or SecretException or OptionsValidationException => exception.Message,
        DbException => $"The database cannot be used: {exception.Message}{(exception.InnerException is { } cause ? $": {cause.Message}" : "")}",
        // An address in use; the message names it.
        IOException => exception.Message,
        _ => null,
    };
}
