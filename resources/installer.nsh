; The link scheme of this user, taken back with the program. Per user: nothing here needs an administrator.
!macro customInstall
  DeleteRegKey HKCU "Software\Classes\app.mizan.desktop"
  WriteRegStr HKCU "Software\Classes\app.mizan.desktop" "" "URL:Mizan"
  WriteRegStr HKCU "Software\Classes\app.mizan.desktop" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\app.mizan.desktop\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey HKCU "Software\Classes\app.mizan.desktop"
    ; Start at login, if it was chosen.
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.mizan.desktop"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "app.mizan.desktop"
  ${endIf}
!macroend
