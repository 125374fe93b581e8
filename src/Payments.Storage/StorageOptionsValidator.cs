using Microsoft.Extensions.Options;
using Npgsql;

namespace Payments.Storage;

/// <summary>Stops the start on a connection string that is none.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(options.Database);
            return ValidateOptionsResult.Success;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            // The library's message may repeat the password.
            return ValidateOptionsResult.Fail("Setting Database is not valid: expected an Npgsql connection string such as Host=127.0.0.1;Username=payments;Password=…;Database=payments, or nothing for SQLite.");
        }
    }
}
