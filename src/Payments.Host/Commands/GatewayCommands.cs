using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using Payments.Domain.Settings;
using Payments.Http.Ops;

namespace Payments.Host.Commands;

/// <summary>The command line: what the program does, and the settings that it does it with.</summary>
internal static class GatewayCommands
{
    private const string KeepHelp = "--keep needs how many exports of a folder stay, from 1: payments export FOLDER --keep 14";

    private const string ArchiveHelp = "archive needs a folder and a day: payments archive FOLDER --before 2026-01-31";

    private const string ProviderHelp = "provider check needs a provider: payments provider check cryptomus";

    private static readonly ParserConfiguration Words = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Does what the command line asks for.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="serve">Runs the gateway with these settings, until it is told to stop.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="SettingException">A word is not understood, or a setting cannot work; nothing was touched.</exception>
    /// <exception cref="Storage.DatabaseRefusalException">A command cannot be done; nothing was changed.</exception>
    public static Task<int> RunAsync(string[] args, TextWriter output, Func<string[], Task<int>> serve)
    {
        var parsed = Root(output, serve).Parse(args, Words);
        if (parsed.Errors is [var error, ..]) throw new SettingException(error.Message);
        return parsed.InvokeAsync(new InvocationConfiguration
        {
            Output = output,
            EnableDefaultExceptionHandler = false,
            // The gateway ends by its own rules.
            ProcessTerminationTimeout = null,
        });
    }

    private static RootCommand Root(TextWriter output, Func<string[], Task<int>> serve)
    {
        var level = new Option<LogLevel?>("--log-level")
        {
            Description = "The least that is logged: trace, debug, information, warning, error, critical or none. " +
                "The same as --Logging:LogLevel:Default.",
            CustomParser = LevelOf,
        };
        var root = new RootCommand("A payment gateway. Without a command it starts. Settings are written --Name=value, or come from " +
            "PAYMENTS_… variables; docs/settings.md lists them.")
        {
            level,
            Command("migrate", "Brings the schema of the database up to date.", settings =>
                DatabaseCommands.MigrateAsync(settings, output)),
            Export(output),
            Import(output),
            Archive(output),
            Command("reopen", "Takes a move back, so that this installation may be started again.",
                settings => DatabaseCommands.ReopenAsync(settings, output)),
            Command("keys", "Lists what is sealed with which master key. Exit code 3 while an older one is in use.",
                settings => DatabaseCommands.ShowKeysAsync(settings, output)),
            Command("check",
                "Compares every user's ledger with his balances and the orders that credit him, while the gateway may go on. Exit code 3 " +
                "where they differ.",
                settings => DatabaseCommands.CheckAsync(settings, output)),
            Provider(output),
            NoticeCommand.Of(output),
            ReconcileCommand.Of(output),
            ConsoleLinkCommands.All(output),
            Command("health", "Asks the gateway of this machine whether it may be sent requests. Exit code 1 where not.",
                settings => HealthCommand.RunAsync(settings, output)),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction(output);
        var names = root.Subcommands.Select(command => command.Name).ToArray();
        root.SetAction(parsed => serve(
            [.. SettingWords.OfGateway(parsed.UnmatchedTokens, names), .. LevelSetting(parsed.GetValue(level))]));
        return root;
    }

    private static Command Export(TextWriter output)
    {
        var path = Path("PATH", "A new file; or a folder, in which the file is named after the time.");
        var move = new Option<bool>("--move") { Description = "Closes this database in the same step: no gateway starts on it any more." };
        var keep = new Option<int?>("--keep")
        {
            Description = "Removes all but the newest N exports of the folder, once the new one was read back.",
            HelpName = "N",
            CustomParser = KeptOf,
            // Without its number it is refused in the same words.
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("export", "Writes everything into one file, while the gateway may go on.") { path, move, keep };
        command.SetAction(parsed =>
        {
            var (settings, file) = SettingWords.WithFile(command.Name, parsed.GetValue(path)!);
            var kept = parsed.GetValue(keep);
            if (kept is not null && parsed.GetValue(move)) throw new SettingException(KeepHelp);
            return DatabaseCommands.ExportAsync(settings, file, parsed.GetValue(move), kept, output);
        });
        return command;
    }

    private static Command Import(TextWriter output)
    {
        var path = Path("FILE", "What payments export wrote.");
        var command = new Command("import", "Fills a fresh database from an export: all of it, or nothing.")
        {
            path, ImportCrazyMiner(output),
        };
        command.SetAction(parsed =>
        {
            var (settings, file) = SettingWords.WithFile(command.Name, parsed.GetValue(path)!);
            return DatabaseCommands.ImportAsync(settings, file, output);
        });
        return command;
    }

    private static Command Provider(TextWriter output)
    {
        var name = Path("NAME", "cryptomus, medogram …");
        var check = new Command("check",
            "Looks at the operator's account: settings, keys, clock, a call that changes nothing, certificates, the notify URL. Exit " +
            "code 1 after a fault.")
        {
            name,
        };
        check.SetAction(parsed =>
        {
            var (settings, provider) = SettingWords.WithPath("provider check", "provider", ProviderHelp, parsed.GetValue(name)!);
            return ProviderCommand.CheckAsync(settings, provider, output);
        });
        return new Command("provider", "What concerns payment providers.") { check };
    }

    private static Command ImportCrazyMiner(TextWriter output)
    {
        var path = Path("FILE", "What manage.py dumpdata wrote of the old installation, as JSON.");
        var merchant = new Option<string?>("--merchant")
        {
            Description = "The merchant_id of the merchant whose users they become.",
            HelpName = "ID",
        };
        var key = new Option<string?>("--secret-key-file")
        {
            Description = "A file with Django's SECRET_KEY; without it the variable SECRET_KEY is read.",
            HelpName = "FILE",
        };
        var command = new Command("crazyminer",
            "Brings users' balances, payments and logs of a CrazyMiner installation in. Again: nothing more. Exit code 3 where something " +
            "of the file could not be read.")
        {
            path, merchant, key,
        };
        command.SetAction(parsed =>
        {
            var (settings, file) = SettingWords.WithFile("import crazyminer", parsed.GetValue(path)!);
            return ImportCommands.CrazyMinerAsync(settings, file, parsed.GetValue(merchant), parsed.GetValue(key), output);
        });
        return command;
    }

    private static Command Archive(TextWriter output)
    {
        var path = Path("FOLDER", "A folder that exists. Each month in which orders were opened gets a file in it.");
        var before = new Option<DateOnly?>("--before")
        {
            Description = "Moves what did not change since this day began (UTC). It lies 30 days back at least.",
            HelpName = "YYYY-MM-DD",
            CustomParser = DayOf,
            // Without its day it is refused in the same words.
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("archive",
            "Moves finished orders of old and their callbacks into files, while the gateway may go on. Their numbers stay taken.")
        {
            path, before,
        };
        command.SetAction(parsed =>
        {
            var (settings, folder) = SettingWords.WithPath(command.Name, "folder", ArchiveHelp, parsed.GetValue(path)!);
            var day = parsed.GetValue(before) ?? throw new SettingException(ArchiveHelp);
            return DatabaseCommands.ArchiveAsync(settings, folder, new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero), output);
        });
        return command;
    }

    /// <summary>
    /// The parser takes settings for arguments as well, so that all words are taken here and sorted by <see cref="SettingWords.WithFile"/>.
    /// </summary>
    internal static Argument<string[]> Path(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.ZeroOrMore };

    private static Command Command(string name, string description, Func<string[], Task<int>> run)
    {
        var command = new Command(name, description) { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed => run(SettingWords.OfCommand(name, parsed.UnmatchedTokens)));
        return command;
    }

    private static IEnumerable<string> LevelSetting(LogLevel? level) => level is { } least ? [$"--Logging:LogLevel:Default={least}"] : [];

    private static LogLevel? LevelOf(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var names = Enum.GetNames<LogLevel>();
        if (names.Contains(text, StringComparer.OrdinalIgnoreCase)) return Enum.Parse<LogLevel>(text, ignoreCase: true);
        result.AddError($"--log-level is '{text}': expected {string.Join(", ", names).ToLowerInvariant()}.");
        return null;
    }

    private static int? KeptOf(ArgumentResult result)
    {
        var isNumber = int.TryParse(result.Tokens.FirstOrDefault()?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var kept);
        if (isNumber && kept >= 1) return kept;
        result.AddError(KeepHelp);
        return null;
    }

    private static DateOnly? DayOf(ArgumentResult result)
    {
        if (SettingWords.TryParseDay(result.Tokens.FirstOrDefault()?.Value, out var day)) return day;
        result.AddError(ArchiveHelp);
        return null;
    }

    private sealed class VersionAction(TextWriter output) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            output.WriteLine(OpsStates.Version);
            return 0;
        }
    }
}
